"""The law: the founding documents as data, and pure functions that turn facts and a day into findings.

Every statement of the documents has one id, such as criteria-1.4: an entry in `data/`, a case in `cases/` there
and, where it decides something, a function here.
Standard library only: no clock, no network, no randomness, and no file is opened outside `loading`.
"""
