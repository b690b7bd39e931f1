"""What every stage stands on: the record, work, places, parties, documents, notices, enrolment."""
