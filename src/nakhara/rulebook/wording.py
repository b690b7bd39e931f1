"""A verdict as a clear page of text: the same as its JSON, in words."""

from collections.abc import Iterator

from nakhara.rulebook.decision import Verdict
from nakhara.rulebook.findings import Finding
from nakhara.rulebook.provision import Text
from nakhara.rulebook.thai import long_date

VERDICTS = {
    "pass": Text("ผ่าน", "pass"),
    "fail": Text("ไม่ผ่าน", "fail"),
    "incomplete": Text("ยังสรุปไม่ได้", "incomplete"),
}
OUTCOMES = {"met": Text("ครบ", "met"), "unmet": Text("ไม่ครบ", "unmet"), "unknown": Text("ยังไม่รู้", "unknown")}
_MARKS = {"met": "✓", "unmet": "✗", "unknown": "?"}
_HEAD = Text("เกณฑ์ฉบับ {edition} ณ วันที่ {day}", "Edition {edition}, law in force on {day}")
_VERDICT = Text("ผล: {verdict}", "Verdict: {verdict}")
_STRICT = Text(
    "ผลเมื่อทุกลักษณะที่ขอต้องถึงเกณฑ์: {verdict}", "Verdict if every claimed dimension must have its mark: {verdict}"
)
_ACHIEVED = Text("ลักษณะที่ถึงเกณฑ์: {names}", "Dimensions that have their mark: {names}")
_MEASURED = Text("ได้ {measured} ต้องได้ {required} ส่วนต่าง {margin}", "has {measured}, needs {required}, margin {margin}")
_REQUIRED = Text("ต้องได้ {required}", "needs {required}")
_RULES = Text("รหัสตรวจสอบเกณฑ์ (SHA-256): {sha}", "Rules (SHA-256): {sha}")
_NONE = Text("ไม่มี", "none")


def page(verdict: Verdict, lang: str = "th") -> str:
    """The page that `nakhara assess` prints without --json."""
    law = verdict.edition
    names = " · ".join(law.dimension(key).text(lang) for key in verdict.achieved)
    return "\n".join(
        [
            _VERDICT.text(lang).format(verdict=VERDICTS[verdict.verdict].text(lang)),
            _STRICT.text(lang).format(verdict=VERDICTS[verdict.strict].text(lang)),
            _ACHIEVED.text(lang).format(names=names or _NONE.text(lang)),
            "",
            *(line for finding in verdict.findings for line in _lines(finding, verdict, lang)),
            "",
            _HEAD.text(lang).format(edition=law.id, day=long_date(verdict.on, lang)),
            _RULES.text(lang).format(sha=law.sha256),
        ]
    )


def _lines(finding: Finding, verdict: Verdict, lang: str) -> Iterator[str]:
    law = verdict.edition
    provision = law.provision(finding.provision)
    about = law.dimension(finding.dimension).text(lang) + ": " if finding.dimension else ""
    outcome = OUTCOMES[finding.outcome].text(lang)
    yield f"{_MARKS[finding.outcome]} {outcome}  {about}{provision.text(lang)}  [{finding.provision}]"
    if finding.required is not None:
        words = _REQUIRED if finding.measured is None else _MEASURED
        yield "    " + words.text(lang).format(
            measured=finding.display, required=finding.required, margin=finding.margin
        )
