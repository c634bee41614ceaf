"""Working-day calendars (工作日历): which days count, year by year, as the State Council announces them."""
