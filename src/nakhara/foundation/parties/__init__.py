"""Parties: persons, organisations, bodies with seats and dated appointments, owners of areas, interests,
and the one question who may do what (background-1, background-2, criteria-1.1).
"""
