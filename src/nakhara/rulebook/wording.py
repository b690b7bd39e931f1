"""A verdict, or an advice, as a clear page of text: the same as its JSON, in words."""

from collections.abc import Iterator

from nakhara.rulebook.advice import Advice, Path
from nakhara.rulebook.decision import Verdict
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import UNMET, Finding
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


_PASSES = Text("ผ่านอยู่แล้ว ไม่ต้องยกระดับข้อใด", "Passes already: nothing to raise")
_CHEAPEST = Text("ทางที่ใช้แรงน้อยที่สุดให้ผ่าน ใช้แรง {effort}", "The cheapest path to pass, effort {effort}")
_OTHER = Text("อีกทางหนึ่ง ใช้แรง {effort}", "Another way, effort {effort}")
_NO_WAY = Text("ไม่มีทางผ่านจากด้านที่เลือกไว้", "No raise can pass with the dimensions claimed")
_RAISE = Text("  {name}  ระดับ {level} เป็น {to}  [{item}]", "  {name}  level {level} to {to}  [{item}]")
_COUNTED = Text("  ลักษณะที่จะถึงเกณฑ์: {names}", "  Dimensions that then have their mark: {names}")


def advice_page(advice: Advice, law: Edition, lang: str = "th") -> str:
    """The page that `nakhara advise` prints without --json."""
    if advice.path is None:
        unmet = [finding for finding in advice.findings if finding.outcome == UNMET]
        lines = [f"✗ {law.provision(one.provision).text(lang)}  [{one.provision}]" for one in unmet]
        return "\n".join([_NO_WAY.text(lang), *lines])
    head = _CHEAPEST if advice.path.raises else _PASSES
    paths = [(head, advice.path), *((_OTHER, path) for path in advice.alternatives)]
    return "\n\n".join("\n".join(_path_lines(words, path, law, lang)) for words, path in paths)


def _path_lines(head: Text, path: Path, law: Edition, lang: str) -> Iterator[str]:
    yield head.text(lang).format(effort=path.effort)
    for one in path.raises:
        name = law.provision(one.item).text(lang)
        yield _RAISE.text(lang).format(name=name, level=one.level, to=one.to, item=one.item)
    yield _COUNTED.text(lang).format(names=" · ".join(law.dimension(key).text(lang) for key in path.counted))


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
