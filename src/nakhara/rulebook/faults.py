"""What is wrong with a file of facts: where, as a JSON pointer, and why, in words for people."""

from nakhara.rulebook.provision import Text

_REASONS = {
    "unreadable": Text(
        "เปิดอ่านแฟ้มไม่ได้ ตรวจชื่อแฟ้มและสิทธิการอ่าน", "the file cannot be read; check its name and your right to read it"
    ),
    "too-large": Text("ใหญ่เกิน 1 MiB", "larger than 1 MiB"),
    "encoding": Text("ไม่ใช่ข้อความ UTF-8 ที่บรรทัด {line} คอลัมน์ {column}", "not UTF-8 text at line {line}, column {column}"),
    "syntax": Text(
        "รูปแบบ {format} ไม่ถูกต้องที่บรรทัด {line} คอลัมน์ {column}", "malformed {format} at line {line}, column {column}"
    ),
    "nesting": Text("ซ้อนกันลึกเกิน 32 ชั้น", "nested more than 32 deep"),
    "missing": Text("ขาด {key}", "{key} is missing"),
    "unknown-key": Text("ไม่มีชื่อนี้ในรูปแบบแฟ้ม", "no such key here"),
    "repeated-key": Text("ชื่อนี้ซ้ำ", "the key is repeated"),
    "object": Text("ต้องเป็นออบเจกต์ (object)", "must be an object"),
    "list": Text("ต้องเป็นรายการ (array)", "must be an array"),
    "text": Text("ต้องเป็นข้อความ (string)", "must be a string"),
    "boolean": Text("ต้องเป็น true หรือ false", "must be true or false"),
    "number": Text("ต้องเป็นตัวเลข", "must be a number"),
    "digits": Text("ตัวเลขยาวเกิน 20 หลัก", "a number of more than 20 digits"),
    "exponent": Text("เลขชี้กำลังเกิน ±20", "an exponent beyond ±20"),
    "range": Text("คะแนนต้องอยู่ระหว่าง 0 ถึง 100", "a score must be between 0 and 100"),
    "level": Text("ระดับต้องเป็นจำนวนเต็ม 0 ถึง {top} หรือ null", "a level is a whole number from 0 to {top}, or null"),
    "effort": Text("แรงที่ใช้ต้องมากกว่า 0", "an effort is above 0"),
    "length": Text("ต้องมี {count} ข้อ ตามลำดับของเกณฑ์", "must have {count} items, in the order of the law"),
    "edition": Text("ไม่รู้จักฉบับของเกณฑ์นี้", "unknown edition"),
    "edition-differs": Text("ฉบับของเกณฑ์ไม่ตรงกับ --edition", "not the edition given by --edition"),
    "dimension": Text("ไม่รู้จักลักษณะนี้", "unknown dimension"),
    "repeated-dimension": Text("ลักษณะนี้ซ้ำ", "the dimension is repeated"),
    "not-claimed": Text("ไม่ได้ขอลักษณะนี้", "the dimension is not claimed"),
    "juristic-id": Text("ต้องเป็นเลขนิติบุคคล 13 หลักที่หลักตรวจสอบถูกต้อง", "must be 13 digits with the right check digit"),
    "province": Text("ไม่มีรหัสจังหวัดนี้", "there is no province of this code"),
    "date": Text("วันที่ต้องเป็น ปปปป-ดด-วว ค.ศ.", "the date must be YYYY-MM-DD in CE"),
    "not-in-force": Text("ก่อน {day} ยังไม่มีเกณฑ์ใช้บังคับ", "no criteria are in force before {day}"),
    "provision": Text("ไม่มีข้อกำหนดรหัสนี้ ดูทั้งหมดได้ด้วย nakhara rules", "no such provision; nakhara rules lists them all"),
    "usage": Text("ใช้คำสั่งไม่ถูกต้อง: {detail}", "wrong usage: {detail}"),
}


# The way from the root of a document to a member or an element.
Place = tuple[str | int, ...]


class Fault(Exception):  # noqa: N818  (a fault of the file, not of the program)
    """A fault in what was given: `pointer` is "" for the whole; `reason` says why in either language."""

    def __init__(self, place: Place | str, code: str, **values: object):
        self.pointer = place if isinstance(place, str) else "".join(f"/{_escaped(part)}" for part in place)
        self.code = code
        self.values = values
        super().__init__(self.pointer, code)

    def reason(self, lang: str = "th") -> str:
        return _REASONS[self.code].text(lang).format(**self.values)

    def line(self, lang: str = "th") -> str:
        """Pointer, tab, reason on one line; what would break the line is written as JSON writes it."""
        return f"{_one_line(self.pointer)}\t{_one_line(self.reason(lang))}"


def _escaped(part: str | int) -> str:
    """A part of a JSON pointer as RFC 6901 writes it."""
    return str(part).replace("~", "~0").replace("/", "~1")


def _one_line(text: str) -> str:
    return "".join(part if part.isprintable() else f"\\u{ord(part):04x}" for part in text)
