"""Checks lines against seals and seals against the sealed file; names every line or seal that does not fit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dondoc.audit.engine import canonical, spans


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: what kind, which line or seal, in a Vietnamese sentence."""

    kind: str
    sentence: str
    line_id: int | None = None
    seal: int | None = None


@dataclass
class Report:
    """What was read, and every fault found."""

    lines: int = 0
    seals: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(
    lines: Iterable[Mapping[str, Any]],
    seals: Iterable[Mapping[str, Any]],
    sealed: Iterable[tuple[int, int, int, str]],
    *,
    public_key: Ed25519PublicKey | None,
    mac_key: str | None = None,
    vouched: Collection[int] | None = None,
    filed: Iterable[Mapping[str, Any]] | None = None,
) -> Report:
    """Verifies a journal.

    `sealed` holds (line id, seal sequence, position, digest at sealing). `vouched` are the unsealed lines that an
    export vouches for, whose reader has no `mac_key`. `filed` are the seals as written to the file outside the
    database: without it a cut tail, or a chain recomputed with a stolen key, cannot be seen.
    """
    report = Report()
    by_line: dict[int, tuple[int, str]] = {}
    members: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for line_id, sequence, position, digest in sealed:
        by_line[line_id] = (sequence, digest)
        members[sequence].append((position, line_id, digest))
    held = {seal["sequence"]: seal for seal in seals}
    filed = None if filed is None else list(filed)
    strays = [_Stray(copy) for copy in filed or () if _is_stray(copy, held)]
    awaited = {line_id for stray in strays for line_id in stray.ids}
    found = _check_lines(report, lines, by_line, mac_key, vouched, awaited)
    _check_seals(report, list(held.values()), members, public_key)
    if filed is not None:
        _check_file(report, held, filed)
        _check_strays(report, held, strays, found)
    return report


def _check_lines(
    report: Report,
    lines: Iterable[Mapping[str, Any]],
    by_line: dict[int, tuple[int, str]],
    mac_key: str | None,
    vouched: Collection[int] | None,
    awaited: Collection[int],
) -> dict[int, str]:
    """Checks every line; gives back the digests that those awaited have today."""
    missing = dict(by_line)
    last_sealed = max(by_line, default=0)
    today: dict[int, str] = {}
    for line in lines:
        report.lines += 1
        line_id = line["id"]
        if line_id in awaited:
            today[line_id] = canonical.digest(line)
        genuine = mac_key is None or canonical.mac(mac_key, line) == line["mac"]
        entry = missing.pop(line_id, None)
        if entry is None:
            report.unsealed += 1
            known = line_id < last_sealed if vouched is None else line_id not in vouched
            if not genuine:
                sentence = f"Dòng {line_id} không do hệ thống ghi: bị thêm hoặc sửa sau đó."
                report.faults.append(Fault("added", sentence, line_id))
            elif mac_key is None and known:
                sentence = f"Dòng {line_id} không có niêm phong và không do hệ thống ghi."
                report.faults.append(Fault("added", sentence, line_id))
        elif canonical.digest(line) != entry[1]:
            sentence = f"Dòng {line_id} ({line['verb']}, {line['at']}) đã bị sửa sau khi niêm phong số {entry[0]}."
            report.faults.append(Fault("changed", sentence, line_id, entry[0]))
        elif not genuine:
            report.faults.append(Fault("added", f"Dòng {line_id} đã niêm phong nhưng không do hệ thống ghi.", line_id))
    for line_id, (sequence, _) in sorted(missing.items()):
        report.faults.append(
            Fault("removed", f"Dòng {line_id} đã bị xóa (có trong niêm phong số {sequence}).", line_id, sequence)
        )
    return today


def _check_seals(
    report: Report,
    seals: list[Mapping[str, Any]],
    members: dict[int, list[tuple[int, int, str]]],
    public_key: Ed25519PublicKey | None,
) -> None:
    previous, total, expected = "0" * 64, 0, 1
    unsigned: list[int] = []
    for seal in sorted(seals, key=lambda row: row["sequence"]):
        number = seal["sequence"]
        report.seals += 1
        if expected < number:
            report.faults.append(Fault("removed", f"Thiếu niêm phong số {_span(expected, number - 1)}.", seal=expected))
        rows = sorted(members.pop(number, []))
        total += seal["count"]
        _check_one_seal(report, seal, rows, previous, total)
        if public_key is not None and not _signed(public_key, seal):
            unsigned.append(number)
        previous, expected = seal["digest"], number + 1
    for first, last in spans.spans(unsigned):
        sentence = f"Chữ ký của niêm phong số {_span(first, last)} không đúng: chuỗi đã bị tính lại."
        report.faults.append(Fault("rewritten", sentence, seal=first))
    for number, rows in sorted(members.items()):
        ids = ", ".join(str(line_id) for _, line_id, _ in sorted(rows)[:5])
        report.faults.append(Fault("removed", f"Niêm phong số {number} đã bị xóa (dòng {ids} …).", seal=number))


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} đến {last}"


def _check_one_seal(
    report: Report, seal: Mapping[str, Any], rows: list[tuple[int, int, str]], previous: str, total: int
) -> None:
    number = seal["sequence"]
    gaps = sorted(set(range(seal["count"])) - {position for position, _, _ in rows})
    if gaps:
        where = ", ".join(str(gap + 1) for gap in gaps[:5])
        sentence = f"Niêm phong số {number} có {seal['count']} dòng, nay chỉ còn {len(rows)}: mất dòng thứ {where}."
        report.faults.append(Fault("removed", sentence, seal=number))
    if seal["previous"] != previous:
        report.faults.append(Fault("rewritten", f"Niêm phong số {number} không nối với niêm phong trước.", seal=number))
    if seal["total"] != total:
        report.faults.append(Fault("rewritten", f"Tổng số dòng ghi ở niêm phong số {number} không khớp.", seal=number))
    entries = [(line_id, digest) for _, line_id, digest in rows]
    if canonical.seal_digest(seal, entries) != seal["digest"] and not gaps:
        sentence = f"Nội dung niêm phong số {number} không khớp mã băm của nó."
        report.faults.append(Fault("rewritten", sentence, seal=number))


def _signed(public_key: Ed25519PublicKey, seal: Mapping[str, Any]) -> bool:
    try:
        public_key.verify(bytes.fromhex(seal["signature"]), seal["digest"].encode())
    except (InvalidSignature, ValueError):
        return False
    return True


class _Stray:
    """A seal in the file that is not the database's: other, or not there at all."""

    def __init__(self, copy: Mapping[str, Any]) -> None:
        self.copy, self.number = copy, copy["sequence"]
        self.ids = spans.read(copy.get("lines", ""))

    def is_whole(self, found: Mapping[int, str]) -> bool:
        """Whether each of its lines is still there as it was."""
        if not set(self.ids) <= set(found):
            return False
        entries = [(line_id, found[line_id]) for line_id in self.ids]
        return canonical.seal_digest(self.copy, entries) == self.copy["digest"]


def _is_stray(copy: Mapping[str, Any], held: Mapping[int, Mapping[str, Any]]) -> bool:
    return copy["sequence"] not in held or held[copy["sequence"]]["digest"] != copy["digest"]


def _check_file(report: Report, held: Mapping[int, Mapping[str, Any]], filed: Iterable[Mapping[str, Any]]) -> None:
    """Every seal of the database must stand in the file as it is."""
    in_file: dict[int, set[str]] = defaultdict(set)
    for copy in filed:
        in_file[copy["sequence"]].add(copy["digest"])
    for first, last in spans.spans(set(held) - set(in_file)):
        sentence = f"Niêm phong số {_span(first, last)} không có trong tệp lưu ngoài cơ sở dữ liệu."
        report.faults.append(Fault("unfiled", sentence, seal=first))
    for number, seal in sorted(held.items()):
        if number in in_file and seal["digest"] not in in_file[number]:
            sentence = f"Niêm phong số {number} khác bản lưu trong tệp: chuỗi đã bị viết lại từ đây."
            report.faults.append(Fault("rewritten", sentence, seal=number))


def _check_strays(
    report: Report, held: Mapping[int, Mapping[str, Any]], strays: Iterable[_Stray], found: Mapping[int, str]
) -> None:
    """A seal that only the file has: its lines were cut off, or a crash or somebody undid the seal alone."""
    for stray in strays:
        number, last_line = stray.number, stray.copy["last_line_id"]
        what = f"niêm phong số {number} ({stray.copy['count']} dòng, đến dòng {last_line})"
        whole = stray.is_whole(found)
        if number in held and whole:
            # Lost by a crash between file and commit, and its lines were sealed anew.
            continue
        if number in held:
            sentence = (
                f"Tệp lưu có {what} khác với cơ sở dữ liệu, và các dòng ấy không còn như trước: "
                "phần cuối đã bị cắt hoặc viết lại rồi niêm phong lại."
            )
            report.faults.append(Fault("cut", sentence, line_id=last_line, seal=number))
        elif whole:
            sentence = (
                f"Tệp lưu có {what} mà cơ sở dữ liệu không còn; các dòng của nó vẫn đủ: "
                "máy dừng giữa lúc niêm phong, hoặc niêm phong đã bị xóa."
            )
            report.faults.append(Fault("undone", sentence, seal=number))
        else:
            kind = "cut" if number > max(held, default=0) else "removed"
            sentence = f"Tệp lưu có {what} mà cơ sở dữ liệu không còn: phần cuối đã bị cắt."
            report.faults.append(Fault(kind, sentence, line_id=last_line, seal=number))
