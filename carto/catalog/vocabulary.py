"""The closed vocabularies of the reference data, each word documented."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """What a value of the catalogue rests on; only a verified one may be printed as a fact."""

    VERIFIED = "verified"
    ASSUMPTION = "assumption"


class Category(StrEnum):
    """What family a device belongs to."""

    NETWORK = "network"
    SECURITY = "security"
    IDENTITY = "identity"
    INFRASTRUCTURE = "infrastructure"
    SERVER = "server"
    APPLICATION = "application"
    WORKSTATION = "workstation"
    MOBILE = "mobile"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    MONITORING = "monitoring"
    THERAPY = "therapy"
    CARDIOLOGY = "cardiology"
    PHARMACY = "pharmacy"
    THEATRE = "theatre"
    BUILDING = "building"
    TELEPHONY = "telephony"
    EXTERNAL = "external"
    HOME = "home"
    MEDIA = "media"


class Glyph(StrEnum):
    """The drawing on a device's box: few enough to learn, told apart without colour.

    Attributes:
        APPLICATION: A window: software that people use through a browser or a client.
        BED: A bed with a trace: whatever stays beside the patient without treating (monitors, nurse call).
        BUILDING: A house with a gear: air, power, gases, doors.
        CAMERA: A lens: cameras and voice assistants.
        CLOUD: A cloud: whatever runs at somebody else's.
        DATABASE: A cylinder: databases and warehouses.
        FIREWALL: A wall: filters between zones.
        FLASK: A flask: laboratory.
        GATEWAY: Two arrows through a door: whatever lets traffic or messages across.
        HEART: A heart with a lead: implants and their programmers.
        KEY: A key: directories, certificates, log-in.
        MEDIA: A USB key: what is carried by hand.
        MOBILE: A phone: telephones, tablets, wearables.
        PHONE: A handset: telephony.
        PILL: A capsule: pharmacy.
        PUMP: A drop: whatever gives something to the patient (pumps, ventilators, dialysis).
        SCANNER: A ring: imaging and radiotherapy machines.
        SERVER: A rack: servers of no particular kind.
        SHIELD: A shield: security consoles.
        STORAGE: Stacked disks: storage and backup.
        SWITCH: Four arrows: switches, routers, access points.
        WORKSTATION: A screen: computers that people sit or stand at.
    """

    APPLICATION = "application"
    BED = "bed"
    BUILDING = "building"
    CAMERA = "camera"
    CLOUD = "cloud"
    DATABASE = "database"
    FIREWALL = "firewall"
    FLASK = "flask"
    GATEWAY = "gateway"
    HEART = "heart"
    KEY = "key"
    MEDIA = "media"
    MOBILE = "mobile"
    PHONE = "phone"
    PILL = "pill"
    PUMP = "pump"
    SCANNER = "scanner"
    SERVER = "server"
    SHIELD = "shield"
    STORAGE = "storage"
    SWITCH = "switch"
    WORKSTATION = "workstation"


class Patchability(StrEnum):
    """How fast a known flaw can be mended, and by whom.

    Attributes:
        LOCAL: The establishment's own IT, in days.
        VALIDATED: After the vendor has validated the update, in weeks.
        VENDOR: By a visit or a firmware of the vendor, in months.
        NEVER: Practically never.
    """

    LOCAL = "A"
    VALIDATED = "B"
    VENDOR = "C"
    NEVER = "D"


class View(StrEnum):
    """The six views of the French national guide to mapping information systems."""

    ECOSYSTEM = "ecosystem"
    BUSINESS = "business"
    APPLICATIONS = "applications"
    ADMINISTRATION = "administration"
    LOGICAL = "logical"
    PHYSICAL = "physical"


class ManagesRole(StrEnum):
    """Through what a device controls the devices it manages."""

    DIRECTORY = "directory"
    VIRTUALISATION = "virtualisation"
    DEPLOYMENT = "deployment"
    ENDPOINT_PROTECTION = "endpoint-protection"
    BACKUP = "backup"
    NETWORK = "network"
    NONE = "none"


class Radio(StrEnum):
    """How a device speaks or listens without a wire."""

    WIFI = "wifi"
    BLE = "ble"
    NFC = "nfc"
    INDUCTIVE = "inductive"
    MICS = "mics"
    SUB_GHZ = "sub-ghz"
    WMTS = "wmts"
    CELLULAR = "cellular"
    DECT = "dect"
    PAGING = "paging"


class StepKind(StrEnum):
    """What an attacker does in one step.

    Attributes:
        PIVOT: Stand where a controlled device stands.
        SEND: Address a service from where one stands.
        TRAVERSE: Pass through a link that lets the service through.
        OPEN_FILTER: Open the links that a controlled device enforces.
        EXPLOIT_KNOWN: Use a published flaw.
        EXPLOIT_ASSUMED: Use a flaw that late or unknown updates leave open.
        DECLARED_WEAKNESS: Use a weakness that the author wrote.
        DEFAULT_SECRET: Use a secret that everybody knows.
        NO_AUTHENTICATION: Use a service that asks nobody who is calling.
        LOG_IN: Use an account.
        HARVEST: Read the secrets of a controlled device.
        ESCALATE: Become administrator of a device one uses.
        ADMIN_INCLUDES_USER: Whoever administers a device uses it.
        MANAGE: Control what a controlled device manages.
        PHISH: Fool a person.
        SUPPLIER: Stand where a third party stands.
        INTERCEPT: Stand where unprotected traffic passes.
        INTERCEPT_UPDATE: Replace an update on its way.
        ABUSE_FLOW: Use a trusted flow against its target.
        TAKE_DATA: Read, change or destroy data.
        COMMAND: Command what acts on a patient or a building.
        FALLS: What mattered is lost.
        PHYSICAL: Use one's hands.
        RADIO: Speak to a device by radio.
        REMOVABLE: Come in on a carried medium.
    """

    PIVOT = "pivot"
    SEND = "send"
    TRAVERSE = "traverse"
    OPEN_FILTER = "open-filter"
    EXPLOIT_KNOWN = "exploit-known"
    EXPLOIT_ASSUMED = "exploit-assumed"
    DECLARED_WEAKNESS = "declared-weakness"
    DEFAULT_SECRET = "default-secret"
    NO_AUTHENTICATION = "no-authentication"
    LOG_IN = "log-in"
    HARVEST = "harvest"
    ESCALATE = "escalate"
    ADMIN_INCLUDES_USER = "admin-includes-user"
    MANAGE = "manage"
    PHISH = "phish"
    SUPPLIER = "supplier"
    INTERCEPT = "intercept"
    INTERCEPT_UPDATE = "intercept-update"
    ABUSE_FLOW = "abuse-flow"
    TAKE_DATA = "take-data"
    COMMAND = "command"
    FALLS = "falls"
    PHYSICAL = "physical"
    RADIO = "radio"
    REMOVABLE = "removable"


class Effect(StrEnum):
    """How a declared weakness enters the attack graph.

    Attributes:
        EXPLOIT: Whoever reaches one of its services gets the gain.
        DEFAULT_SECRET: Whoever reaches a service that asks for a log-in gets the gain: the secret is known.
        ESCALATE: Whoever is a user of the device becomes its administrator.
        INTERCEPT_UPDATE: Whoever stands where an update passes gets the gain on the device.
        INTERCEPT: Whoever stands where the traffic passes reads or alters it.
        PHYSICAL: Whoever touches the device gets the gain.
        REMOVABLE: A carried medium brings the attacker in.
        RADIO: Whoever is in radio range gets the gain.
        HARVEST: A user of the device reads secrets that open something else.
        PHISH: The people at the device are easier to fool.
        COMMAND: Whoever reaches one of its services can command it, without a log-in.
    """

    EXPLOIT = "exploit"
    DEFAULT_SECRET = "default-secret"
    ESCALATE = "escalate"
    INTERCEPT_UPDATE = "intercept-update"
    INTERCEPT = "intercept"
    PHYSICAL = "physical"
    REMOVABLE = "removable"
    RADIO = "radio"
    HARVEST = "harvest"
    PHISH = "phish"
    COMMAND = "command"


class Gain(StrEnum):
    """What a flaw or weakness gives on the device that has it.

    Attributes:
        USER: Control as an ordinary user.
        ADMIN: Full control.
        READS: The data held there can be read.
        ALTERS: The data held there can be changed.
        DENIES: The device or its data can be made unavailable.
        COMMANDS: What the device does to a patient or a building can be commanded.
        SECRETS: The accounts stored on it, or in session on it, are learnt.
    """

    USER = "user"
    ADMIN = "admin"
    READS = "reads"
    ALTERS = "alters"
    DENIES = "denies"
    COMMANDS = "commands"
    SECRETS = "secrets"


class Held(StrEnum):
    """What control of the device a flaw needs beforehand."""

    NONE = "none"
    USER = "user"
    ADMIN = "admin"


class Position(StrEnum):
    """Where an attacker must stand, besides network reach."""

    NONE = "none"
    INTERCEPT = "intercept"
    PHYSICAL = "physical"
    RADIO = "radio"


class Matrix(StrEnum):
    """Which ATT&CK matrix a technique belongs to."""

    ENTERPRISE = "enterprise"
    ICS = "ics"
