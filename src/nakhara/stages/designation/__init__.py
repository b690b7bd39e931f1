"""Designation: the steering committee approves the subcommittee's list; number, zone and emblem follow at once
(guideline-3). The certificate is the project's own: the founding documents name none.
"""
