"""Enrolment: a juristic person comes in on a letter of authorisation; its administrator invites, limits and removes
people (criteria-1.1).
"""
