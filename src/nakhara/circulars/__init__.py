"""Circulars: official letters, numbered, sent, received, passed on and acknowledged (letter-A … letter-E, receipt-1 … 5)."""
