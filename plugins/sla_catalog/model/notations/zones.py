"""Time zones as people call them: by an abbreviation, a city, an offset, or the name of a time."""

from __future__ import annotations

import re
from difflib import get_close_matches

from sla_catalog.model import timezones
from sla_catalog.patterns import Pattern

# An abbreviation is one offset; a place has summer time as its people have it.
_PLACE_OF_ABBREVIATION = {
    abbreviation: zone
    for zone, abbreviations in {
        "Europe/Berlin": "mez mesz met mest cet cest germany deutschland allemagne munich münchen "
        "hamburg frankfurt köln cologne stuttgart düsseldorf",
        "Europe/Paris": "france frankreich",
        "Europe/Vienna": "austria österreich autriche wien vienne",
        "Europe/Zurich": "switzerland schweiz suisse zürich genf geneva genève bern basel",
        "Europe/London": "bst gmt/bst uk gb united_kingdom england britain great_britain "
        "großbritannien scotland"
        " wales edinburgh manchester",
        "Europe/Dublin": "ireland irland irlande",
        "Europe/Madrid": "spain spanien espagne españa barcelona",
        "Europe/Rome": "italy italien italia italie milan mailand milano rom",
        "Europe/Amsterdam": "netherlands niederlande holland pays-bas den_haag rotterdam",
        "Europe/Brussels": "belgium belgien belgique brüssel bruxelles",
        "Europe/Warsaw": "poland polen warschau",
        "Europe/Prague": "czechia czech_republic tschechien prag",
        "Europe/Copenhagen": "denmark dänemark",
        "Europe/Stockholm": "sweden schweden",
        "Europe/Oslo": "norway norwegen",
        "Europe/Luxembourg": "luxemburg",
        "Asia/Shanghai": "beijing peking china",
        "Asia/Dubai": "uae gst abu_dhabi",
        "Europe/Lisbon": "wet west",
        "Europe/Helsinki": "eet eest oez oesz",
        "Europe/Moscow": "msk",
        "America/New_York": "washington washington_dc boston atlanta est edt et est/edt eastern "
        "eastern_time",
        "America/Chicago": "cst cdt ct cst/cdt central central_time",
        "America/Denver": "mst mdt mt mst/mdt mountain mountain_time",
        "America/Los_Angeles": "san_francisco seattle california silicon_valley pst pdt pt "
        "pst/pdt pacific pacific_time",
        "Asia/Kolkata": "india indien new_delhi delhi hyderabad chennai pune ist utc+5:30 "
        "utc+05:30 gmt+5:30 mumbai bangalore",
        "Asia/Tokyo": "jst",
        "Asia/Singapore": "sgt",
        "Australia/Sydney": "aest aedt",
        "Pacific/Auckland": "nzst nzdt",
        "UTC": "z zulu gmt+0 utc+0 utc±0 weltzeit",
    }.items()
    for abbreviation in abbreviations.split()
}
# Names that people and one operating system have for the time of a place.
_PLACE_OF_NAME = {
    name: zone
    for zone, names in {
        "Europe/Berlin": "deutsche german mitteleuropäische central_european mez/mesz"
        " w._europe western_europe",
        "Europe/Paris": "french französische romance",
        "Europe/Budapest": "central_europe",
        "Europe/Vienna": "austrian österreichische",
        "Europe/Zurich": "swiss schweizer",
        "Europe/London": "uk british britain gmt/bst greenwich_mean/british_summer",
        "Asia/Kolkata": "india indian",
        "Asia/Tokyo": "japan",
        "Asia/Shanghai": "china",
        "UTC": "coordinated_universal koordinierte_weltzeit",
    }.items()
    for name in names.split()
}
_TIME = Pattern(r"(?:_standard|_summer|_daylight|_local)?_(?:time|zeit)$|^(?:heure_(?:de_|d'))")
_OFFSET = Pattern(r"(?:utc|gmt)?(?P<sign>[+-])(?P<hours>0?\d|1[0-4])(?::?(?P<minutes>00))?")


def nearest(text: str) -> str:
    """Return the time zone that a text may mean, such as that of its city, or nothing."""
    plain = re.sub(r"\((?:s|S)\)|\([^()]*\)(?=\s*(?:/|$))", "", _LEAD.sub("", text.strip()))
    place = re.sub(r"\s*/\s*", "/", plain.strip()).replace(" ", "_").casefold()
    bare = _TIME.sub("", place)
    named_so = _PLACE_OF_NAME.get(bare) or _PLACE_OF_ABBREVIATION.get(bare)
    if named_so and _TIME.search(place):
        return named_so
    if _TIME.search(place) and (of_city := _of_city(bare)):
        return of_city
    in_brackets = re.fullmatch(r"[^()]*\((?P<city>[^()\d]+)\)", text.strip())
    if in_brackets and (of_city := _of_city(in_brackets["city"])):
        return of_city
    listed = _LISTED.fullmatch(text.strip())
    if listed:  # the list of one operating system
        cities = (f"{city.strip()} time" for city in listed["cities"].split(","))
        return next((zone for city in cities if (zone := _of_city(city))), "")
    places = {_PLACE_OF_ABBREVIATION.get(part, "") for part in (place, *place.split("/"))} - {""}
    if len(places) == 1:
        return places.pop()
    if re.search(r"[+-]\d", place):
        return ""  # an offset has no summer time: which place is meant, nobody can tell
    # Below Etc the signs are reversed: nobody means those.
    zones = sorted(zone for zone in timezones.names() if not zone.startswith("Etc/"))
    named = [zone for zone in zones if zone.casefold().rpartition("/")[2] == place]
    close = named or get_close_matches(text, zones, n=1)
    return close[0] if close else ""


_LEAD = Pattern(
    r"^(?:zeitzone|time ?zone|fuseau(?: horaire)?|tz)(?: of| von| de)?:? (?=\S)", re.IGNORECASE
)
_LISTED = Pattern(r"\((?:utc|gmt)[^()]*\)\s*(?P<cities>[^()]+)", re.IGNORECASE)


def _of_city(text: str) -> str:
    place = text.removesuffix(" time").replace(" ", "_").casefold()
    zones = (zone for zone in timezones.names() if zone.casefold().rpartition("/")[2] == place)
    return _PLACE_OF_ABBREVIATION.get(place) or min(zones, default="")


def at_offset(text: str) -> str:
    """Return the zone that is always at an offset: `UTC+1` is `Etc/GMT-1`, by its reversed sign."""
    match = _OFFSET.fullmatch("".join(text.split()).casefold().replace("−", "-"))
    if not match or not int(match["hours"]):
        return ""
    return f"Etc/GMT{'-' if match['sign'] == '+' else '+'}{int(match['hours'])}"
