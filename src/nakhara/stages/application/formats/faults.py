"""What can be wrong with a plan's file beyond what the rulebook's reader finds, in words for people."""

from nakhara.rulebook.faults import Fault
from nakhara.rulebook.provision import Text

_REASONS = {
    "format": Text("ต้องเป็น smartcity/1", "must be smartcity/1"),
    "empty": Text("ต้องไม่ว่าง", "must not be empty"),
    "too-long": Text("ยาวเกิน {limit} ตัวอักษร", "longer than {limit} characters"),
    "too-many": Text("เกิน {limit} รายการ", "more than {limit} entries"),
    "whole": Text("ต้องเป็นจำนวนเต็มตั้งแต่ {lowest} ถึง {highest}", "must be a whole number from {lowest} to {highest}"),
    "amount": Text(
        'ต้องเป็นข้อความตัวเลขอารบิก เช่น "18400000.50" ทศนิยมไม่เกิน {places} หลัก',
        'must be digits as text, such as "18400000.50", with at most {places} decimals',
    ),
    "choice": Text("ต้องเป็นค่าใดค่าหนึ่งใน {choices}", "must be one of {choices}"),
    "field-number": Text("ช่องนี้ต้องเป็นตัวเลข", "this field takes a number"),
    "sha256": Text("ต้องเป็นเลขฐานสิบหกตัวเล็ก 64 ตัว", "must be 64 lower-case hexadecimal digits"),
    "unclaimed": Text("แผนไม่ได้เลือกลักษณะนี้", "the plan does not claim this dimension"),
    "repeated": Text("รายการนี้ซ้ำ", "the entry is repeated"),
    "dates": Text("วันสิ้นสุดมาก่อนวันเริ่ม", "the last day comes before the first"),
    "plan-too-large": Text("ใหญ่เกิน 8 MiB", "larger than 8 MiB"),
    "file-differs": Text(
        "ไบต์ของแฟ้มในโฟลเดอร์ข้าง ๆ ไม่ตรงกับ SHA-256", "the bytes in the folder beside do not have this SHA-256"
    ),
    "file-type": Text("ไบต์ของแฟ้มเป็นชนิด {type}", "the bytes are of type {type}"),
    "file-refused": Text("เก็บแฟ้มหลักฐานไม่ได้: {why}", "the evidence cannot be stored: {why}"),
    "no-plan": Text("ไม่มีแผนรหัสนี้", "there is no plan of this key"),
    "nobody": Text("ไม่มีผู้ใช้ที่อยู่อีเมลนี้", "nobody has this e-mail address"),
    "not-yours": Text("ผู้นำเข้าไม่มีสิทธิจัดทำแผนของผู้ยื่นรายนี้", "who imports may not write plans for this applicant"),
    "unwritable": Text("เขียนลง {name} ไม่ได้", "cannot write into {name}"),
    "refused": Text("{why}", "{why}"),
}


class PlanFault(Fault):
    """A fault in a plan's file: where, as a JSON pointer, and why."""

    def reason(self, lang: str = "th") -> str:
        if self.code not in _REASONS:
            return super().reason(lang)
        return _REASONS[self.code].text(lang).format(**self.values)
