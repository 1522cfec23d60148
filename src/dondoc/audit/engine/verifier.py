"""Checks lines against seals and seals against the sealed file; names every line or seal that does not fit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dondoc.audit.engine import canonical


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
    filed: Iterable[Mapping[str, Any]] | None = None,
) -> Report:
    """Verifies a journal.

    `sealed` holds (line id, seal sequence, position, digest at sealing). `filed` are the seals as written to the
    file outside the database: without it a chain recomputed with a stolen key cannot be seen.
    """
    report = Report()
    by_line: dict[int, tuple[int, str]] = {}
    members: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for line_id, sequence, position, digest in sealed:
        by_line[line_id] = (sequence, digest)
        members[sequence].append((position, line_id, digest))
    _check_lines(report, lines, by_line, mac_key)
    held = _check_seals(report, list(seals), members, public_key)
    if filed is not None:
        _check_file(report, held, filed)
    return report


def _check_lines(
    report: Report,
    lines: Iterable[Mapping[str, Any]],
    by_line: dict[int, tuple[int, str]],
    mac_key: str | None,
) -> None:
    missing = dict(by_line)
    last_sealed = max(by_line, default=0)
    for line in lines:
        report.lines += 1
        line_id = line["id"]
        genuine = mac_key is None or canonical.mac(mac_key, line) == line["mac"]
        entry = missing.pop(line_id, None)
        if entry is None:
            report.unsealed += 1
            if not genuine:
                report.faults.append(
                    Fault("added", f"Dòng {line_id} không do hệ thống ghi: bị thêm hoặc sửa sau đó.", line_id)
                )
            elif mac_key is None and line_id < last_sealed:
                report.faults.append(
                    Fault(
                        "added",
                        f"Dòng {line_id} nằm giữa các dòng đã niêm phong mà không có dấu nào.",
                        line_id,
                    )
                )
        elif canonical.digest(line) != entry[1]:
            sentence = f"Dòng {line_id} ({line['verb']}, {line['at']}) đã bị sửa sau khi niêm phong số {entry[0]}."
            report.faults.append(Fault("changed", sentence, line_id, entry[0]))
        elif not genuine:
            report.faults.append(Fault("added", f"Dòng {line_id} đã niêm phong nhưng không do hệ thống ghi.", line_id))
    for line_id, (sequence, _) in sorted(missing.items()):
        report.faults.append(
            Fault("removed", f"Dòng {line_id} đã bị xóa (có trong niêm phong số {sequence}).", line_id, sequence)
        )


def _check_seals(
    report: Report,
    seals: list[Mapping[str, Any]],
    members: dict[int, list[tuple[int, int, str]]],
    public_key: Ed25519PublicKey | None,
) -> dict[int, Mapping[str, Any]]:
    held: dict[int, Mapping[str, Any]] = {}
    previous, total, expected = "0" * 64, 0, 1
    for seal in sorted(seals, key=lambda row: row["sequence"]):
        number = seal["sequence"]
        held[number] = seal
        report.seals += 1
        while expected < number:
            report.faults.append(Fault("removed", f"Thiếu niêm phong số {expected}.", seal=expected))
            expected += 1
        rows = sorted(members.pop(number, []))
        total += seal["count"]
        _check_one_seal(report, seal, rows, previous, total)
        if public_key is not None and not _signed(public_key, seal):
            sentence = f"Chữ ký của niêm phong số {number} không đúng: chuỗi đã bị tính lại."
            report.faults.append(Fault("rewritten", sentence, seal=number))
        previous, expected = seal["digest"], number + 1
    for number, rows in sorted(members.items()):
        ids = ", ".join(str(line_id) for _, line_id, _ in sorted(rows)[:5])
        report.faults.append(Fault("removed", f"Niêm phong số {number} đã bị xóa (dòng {ids} …).", seal=number))
    return held


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


def _check_file(report: Report, held: dict[int, Mapping[str, Any]], filed: Iterable[Mapping[str, Any]]) -> None:
    # A seal may stand twice in the file: written, lost by a crash before the commit, made again.
    in_file: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for seal in filed:
        in_file[seal["sequence"]].append(seal)
    last_held = max(held, default=0)
    for number, seal in held.items():
        if number not in in_file:
            sentence = f"Niêm phong số {number} không có trong tệp lưu ngoài cơ sở dữ liệu."
            report.faults.append(Fault("rewritten", sentence, seal=number))
        elif all(copy["digest"] != seal["digest"] for copy in in_file[number]):
            sentence = f"Niêm phong số {number} khác bản lưu trong tệp: chuỗi đã bị viết lại từ đây."
            report.faults.append(Fault("rewritten", sentence, seal=number))
    for number in sorted(set(in_file) - set(held)):
        copy = in_file[number][-1]
        kind = "cut" if number > last_held else "removed"
        sentence = (
            f"Tệp lưu có niêm phong số {number} ({copy['count']} dòng, đến dòng {copy['last_line_id']}) "
            "mà cơ sở dữ liệu không còn: phần cuối đã bị cắt."
        )
        report.faults.append(Fault(kind, sentence, line_id=copy["last_line_id"], seal=number))
