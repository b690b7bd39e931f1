"""Circulars: official letters, numbered, sent, received, passed on, acknowledged (letter-A … E, receipt-1 … 5)."""
