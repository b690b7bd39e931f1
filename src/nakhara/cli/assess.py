"""`nakhara assess`: a file of facts, or a file with one on each line, judged by the law (criteria-*, guideline-2/*)."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from nakhara.rulebook import loading
from nakhara.rulebook.decision import FAIL, INCOMPLETE, PASS, Verdict, assess
from nakhara.rulebook.facts_file import facts_of
from nakhara.rulebook.faults import Fault
from nakhara.rulebook.provision import NotInForceError
from nakhara.rulebook.reading import MAX_BYTES, read_json, read_toml
from nakhara.rulebook.wording import page

STATUS = {PASS: 0, FAIL: 1, INCOMPLETE: 3}
BAD = 2
