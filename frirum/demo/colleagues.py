"""Those who work beside the cast, and the teams they work in."""

from frirum.foundation.wall.roles import Role

from .cast import Sheet

COLLEAGUES: Sheet = {
    "lukasz": ("Łukasz Wiśniewski", "psykolog", [Role.COUNSELLOR]),
    "fatima": ("Fatima El-Amrani", "socialrådgiver", [Role.COUNSELLOR]),
    "mette": ("Mette Kirkeby", "jurist", [Role.COUNSELLOR]),
    "birte": ("Birte Bay", "teamleder, børnepsykolog", [Role.TEAM_LEADER]),
    "lan": ("Nguyễn Thị Lan", "børnepsykolog", [Role.COUNSELLOR]),
    "aegir": ("Ægir Ólafsson", "socialrådgiver, børn og unge", [Role.COUNSELLOR]),
    "jonas": ("Jonas Juul-Østergaard", "psykolog", [Role.COUNSELLOR]),
    "karla": ("Karla Krogh", "psykolog", [Role.COUNSELLOR]),
    "tove": ("Tove Thorup", "frivilligkoordinator", [Role.HELPLINE_COORDINATOR]),
    "samir": ("Samir Haddad", "frivillig, jurastuderende", [Role.VOLUNTEER]),
    "olivia": ("Olivia Ørsted", "frivillig, socialrådgiverstuderende", [Role.VOLUNTEER]),
    "pia": ("Pia Poulsen", "frivillig, psykoterapeut", [Role.VOLUNTEER]),
    "sofus": ("Sofus Sand", "centerleder", [Role.DIRECTOR]),
}
WITH_VICTIMS = ("lukasz", "fatima", "mette")
WITH_CHILDREN = ("lan", "aegir")
WITH_PERPETRATORS = ("jonas", "karla")
