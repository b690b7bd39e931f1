"""Meetings: bodies at work; agenda, attendance, quorum, votes, resolutions and minutes (guideline-2/screening,
guideline-3/approval).
"""
