"""Agencies (机关): who may take part, and in which roles."""
