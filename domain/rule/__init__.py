"""Rules in force: periods and deadlines as signed data, with source, interval and evidence."""
