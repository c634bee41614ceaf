"""Repair (信用修复): applied for, accepted, granted or refused."""
