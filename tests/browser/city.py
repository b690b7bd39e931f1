"""The city of the whole path and what its people write; made up, like everything in a demo."""

from datetime import date
from pathlib import Path

from nakhara.demo.paper import paper
from nakhara.rulebook.thai import SHORT_MONTHS, be_year, fiscal_year

NAME = "เทศบาลเมืองท่าเสา"
NAME_EN = "Tha Sao Town Municipality"
JURISTIC_NUMBER = "๐-๙๙๔๐-๐๐๐๐๐-๗๗-๔"
# Without an English name, so that every page calls it the same.
AREA = "ย่านสถานีท่าเสา"
PROVINCE = "Uttaradit"

CLERK, CLERK_NAME, CLERK_PASSWORD = "clerk@thasao.example", "สมหญิง ใจดี", "ท่าเสาเมืองน่าอยู่ทุกวัน"
HELPER, HELPER_NAME, HELPER_PASSWORD = "helper@thasao.example", "มานะ ขยันยิ่ง", "ช่วยกันเขียนแผนของเมือง"

SMARTS = ("Smart Mobility", "Smart Environment")

# The edition's form, section by section, in the order in which its pages lead on.
TEXTS = {
    "Vision and aims": {
        "Vision": "ย่านสถานีที่ทุกคนเดินถึงรถไฟได้ใน ๕ นาที และหายใจอากาศสะอาด",
        "Aims of the plan": "ภายในปี ๒๕๗๒ ฝุ่นลดลงหนึ่งในสี่ และผู้ใช้รถโดยสารเพิ่มเป็นวันละ ๓,๐๐๐ คน",
    },
    "The area": {
        "Boundary": "รอบสถานีท่าเสา ๑ กิโลเมตร ตำบลท่าเสา อำเภอเมืองอุตรดิตถ์",
        "Size (km²)": "๓.๒",
        "Population (people)": "๘,๔๐๐",
        "Yearly budget (baht)": "๖๔,๐๐๐,๐๐๐",
        "Kind of area": "existing city",
    },
    "In step with the policy frames": {
        "20-year national strategy": "ตอบยุทธศาสตร์การเติบโตที่เป็นมิตรกับสิ่งแวดล้อม",
        "Twelfth National Economic and Social Development Plan": "สอดคล้องกับการพัฒนาเมืองน่าอยู่",
        "Driving Thailand 4.0": "ใช้ข้อมูลยกระดับผู้ประกอบการรอบสถานี",
        "Digital development plan for economy and society": "วางโครงข่ายเซนเซอร์และข้อมูลเปิดของเมือง",
    },
    "Utilities and infrastructure": {
        "Transport": "รถโดยสารไฟฟ้า ๖ คัน ทางเท้ากว้าง ๒ เมตร",
        "Energy": "แผงโซลาร์บนอาคารเทศบาล ๑๒๐ กิโลวัตต์",
        "Digital": "ใยแก้วนำแสงทั้งย่าน เซนเซอร์ฝุ่น ๑๒ จุด",
        "Utilities": "ปรับท่อระบายน้ำ ๑.๔ กิโลเมตร",
    },
    "Link to the province's plans": {
        "Provincial development strategy": "ประเด็นเมืองน่าอยู่ของจังหวัดอุตรดิตถ์",
    },
    "Aims of each dimension": {
        "Aims of this dimension: Smart Mobility": "คนเดินถึงรถสาธารณะได้ภายใน ๕ นาที",
        "Aims of this dimension: Smart Environment": "ฝุ่น PM2.5 เฉลี่ยรายปีไม่เกิน ๒๕ ไมโครกรัม",
    },
    "Management and funding": {
        "Management": "คณะทำงานย่านสามฝ่าย ประชุมทุกเดือน",
        "Funding and durability": "งบเทศบาลร้อยละ ๖๐ เงินอุดหนุนร้อยละ ๔๐",
    },
    "Leaders and people": {
        "Importance given by the leaders": "สภาเทศบาลเห็นชอบแผนและแถลงเป็นนโยบายหลัก",
        "The people's cooperation": "เวทีรับฟัง ๓ ครั้ง ผู้ร่วม ๔๑๒ คน เห็นด้วยร้อยละ ๘๖",
    },
    "Follow-up and evaluation": {
        "Follow-up schedule": "รายงานทุก ๖ เดือน ประเมินภายนอกทุกปี",
        "Reporting interval": "every 6 months",
        "Who is responsible": "กองยุทธศาสตร์และงบประมาณ",
    },
}
CHOSEN = ("Kind of area", "Reporting interval")

PROJECTS = {"Smart Mobility": "รถโดยสารไฟฟ้าสายสถานี", "Smart Environment": "โครงข่ายวัดฝุ่นรอบสถานี"}
MILESTONE = "ติดตั้งเซนเซอร์ฝุ่นครบ ๑๒ จุด"
INDICATORS = {
    "Smart Mobility": ("ผู้ใช้รถโดยสารต่อวัน", "คน", "๐", "๓,๐๐๐", "Higher is better"),
    "Smart Environment": ("ฝุ่น PM2.5 เฉลี่ยรายปี", "มคก./ลบ.ม.", "๓๔", "๒๕", "Lower is better"),
}
CONDITIONS = {
    "the applicant is a juristic person": "จัดตั้งตามพระราชบัญญัติเทศบาล",
    "there is a clear development plan": "แผนฉบับที่ผู้บริหารลงนามแล้ว",
    "leaders of the community or area give it importance": "มติสภาเทศบาลและคำแถลงนโยบาย",
    "the people of the area cooperate": "รายงานผลรับฟังความเห็นและบัญชีผู้เข้าร่วม",
    "close follow-up and evaluation": "กำหนดรอบรายงานทุก ๖ เดือน พร้อมผู้รับผิดชอบ",
}
ACTIVITY = "กิจการพัฒนาพื้นที่เมืองอัจฉริยะ"
REPORT = "ติดตั้งเซนเซอร์ฝุ่นแล้ว ๒ จุด ที่เหลือรอผู้รับจ้าง"


def letter(folder: Path, title: str) -> Path:
    """A real PDF that says its title."""
    file = folder / f"{title}.pdf"
    file.write_bytes(paper(title, NAME))
    return file


def thai_day(day: date) -> str:
    """A date as people write it: 24 พ.ย. 2569."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}"


def this_fiscal_year(day: date) -> int:
    return fiscal_year(day)
