"""Ruleset files -> `RulesetSource`: every file is read to its end, and every problem of every file is collected.

May not know the vocabulary, nor what a rule means: `checks` and `typed` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.vocabulary import Text
from integrityrules.language.tree import NOWHERE, Pos
from integrityrules.rulebook.lock import digest_files, is_ruleset_file
from integrityrules.rulebook.read_law import read_not_encoded, read_parameters, read_sanctions
from integrityrules.rulebook.read_parts import read_citations, read_period
from integrityrules.rulebook.read_rule import Defaults, read_defaults, read_rules
from integrityrules.rulebook.reader import Reader
from integrityrules.rulebook.source import (
    ALWAYS,
    LayerSource,
    NotEncodedSource,
    ParameterSource,
    RulesetSource,
    RuleSource,
    SanctionSource,
    SourceDoc,
)
from integrityrules.rulebook.yaml_door import Leaf, YamlNode, read_yaml

T = TypeVar("T")

HEAD = "ruleset.yaml"
STATUSES = ("released", "draft")
_NO_TITLE = Text("", "")
_SHARED = ("defaults", "parameters", "sanctions", "rules")


@dataclass(frozen=True, slots=True)
class _Head:
    id: str = ""
    version: str = ""
    title: Text = _NO_TITLE
    status: str = "draft"
    layer: LayerSource | None = None
    sources: Mapping[str, SourceDoc] = field(default_factory=dict)
    not_encoded: tuple[NotEncodedSource, ...] = ()
    pos: Pos = NOWHERE


def parse_ruleset(files: Mapping[str, str], *, strict: bool = True) -> RulesetSource:
    """Reads the files of one ruleset.

    Args:
        files: text by file name, as it should stand in messages (`asn/gratification/ruleset.yaml`). One is called `ruleset.yaml`, in
            whatever folder; cases, and files that are not YAML, are passed over.
        strict: raise on problems; otherwise they are kept in the result, for `Rulebook` to raise together with its own.

    Raises:
        RulesetError: with every problem of every file, if strict.
    """
    problems: list[Problem] = []
    heads = [name for name in files if name.rsplit("/", 1)[-1] == HEAD]
    readers = {name: Reader(read_yaml(files[name], file=name)) for name in sorted(files) if is_ruleset_file(name)}
    if len(heads) != 1:
        message = "a ruleset needs exactly one `ruleset.yaml`" if heads else "a ruleset needs a `ruleset.yaml`"
        problems.append(Problem(HEAD, 0, 0, "no-ruleset", message, "add one with `id`, `version`, `title`, `status` and `sources`"))
    head, shared = _Head(), Defaults()
    for name in heads[:1]:
        head, shared = _read_head(readers[name])
    parameters: dict[str, ParameterSource] = {}
    sanctions: dict[str, SanctionSource] = {}
    rules: list[RuleSource] = []
    for name, reader in readers.items():
        rules += _read_body(reader, shared, parameters, sanctions, is_head=name in heads)
        problems += reader.problems
    if strict and problems:
        raise RulesetError(problems=sorted(problems))
    return RulesetSource(
        id=head.id,
        version=head.version,
        title=head.title,
        status=head.status,
        layer=head.layer,
        sources=head.sources,
        parameters=parameters,
        sanctions=sanctions,
        rules=tuple(rules),
        digest=digest_files(files),
        pos=head.pos,
        problems=tuple(sorted(problems)),
        files=MappingProxyType(dict(files)),
        not_encoded=head.not_encoded,
    )


def _read_body(
    reader: Reader,
    shared: Defaults,
    parameters: dict[str, ParameterSource],
    sanctions: dict[str, SanctionSource],
    *,
    is_head: bool,
) -> tuple[RuleSource, ...]:
    """Reads what any file of a ruleset may hold; the keys of `ruleset.yaml` itself were checked before."""
    root = reader.document.root
    if root is None or (isinstance(root, Leaf) and root.broken):
        return ()
    if is_head:
        values = {key.text: value for key, value in reader.entries(root, "`ruleset.yaml`") or () if key.text in _SHARED}
    else:
        values = reader.table(root, "a rule file", optional=_SHARED) or {}
    defaults = shared if is_head else read_defaults(reader, values.get("defaults"), shared)
    for parameter in read_parameters(reader, values.get("parameters")):
        _add(reader, parameters, parameter.name, parameter, parameter.pos, "parameter")
    for sanction in read_sanctions(reader, values.get("sanctions")):
        _add(reader, sanctions, sanction.id, sanction, sanction.pos, "sanction")
    return read_rules(reader, values.get("rules"), defaults)


def _add(reader: Reader, found: dict[str, T], name: str, value: T, pos: Pos, what: str) -> None:
    if name in found:
        reader.report(pos, "duplicate-id", f"the {what} `{name}` is already in another file of this ruleset", "keep one of them")
    else:
        found[name] = value


def _read_head(reader: Reader) -> tuple[_Head, Defaults]:
    root = reader.document.root
    required = ("id", "version", "title", "status", "sources")
    values = reader.table(root, "`ruleset.yaml`", required=required, optional=("layer", "not_encoded", *_SHARED))
    if values is None or root is None:
        return _Head(pos=Pos(reader.document.file, 1, 1)), Defaults()
    head = _Head(
        id=reader.id(values.get("id"), "the id of a ruleset"),
        version=reader.text(values.get("version"), "the version"),
        title=reader.titled(values.get("title"), "title") or _NO_TITLE,
        status=reader.one_of(values.get("status"), "status", STATUSES, "draft"),
        layer=_layer(reader, values.get("layer")),
        sources=_sources(reader, values.get("sources")),
        not_encoded=read_not_encoded(reader, values.get("not_encoded")),
        pos=values["id"].pos if "id" in values else root.pos,
    )
    return head, read_defaults(reader, values.get("defaults"), Defaults())


def _sources(reader: Reader, node: YamlNode | None) -> Mapping[str, SourceDoc]:
    found = {}
    for key, value in reader.entries(node, "`sources`") or ():
        values = reader.table(value, "a source", required=("title", "citation"), optional=("url", "urls", "review_by"))
        if values is not None:
            urls = reader.words(values.get("urls"), "`urls`") or ((reader.text(values["url"], "`url`"),) if "url" in values else ())
            title = reader.titled(values.get("title"), "title") or _NO_TITLE
            citation = reader.text(values.get("citation"), "`citation`")
            review_by = reader.day(values.get("review_by"), "`review_by`")
            found[key.text] = SourceDoc(reader.id(key, "the id of a source"), title, citation, urls, review_by, key.pos)
    return MappingProxyType(found)


def _layer(reader: Reader, node: YamlNode | None) -> LayerSource | None:
    if node is None:
        return None
    values = reader.table(node, "`layer`", required=("of", "agencies", "in_force", "cite"))
    if values is None:
        return None
    agencies = reader.words(values.get("agencies"), "`agencies`")
    if "agencies" in values and not agencies:
        reader.report(values["agencies"], "empty-list", "a layer binds no agency", "name at least one")
    period = read_period(reader, values.get("in_force")) or ALWAYS
    of = reader.id(values.get("of"), "the id of a ruleset")
    return LayerSource(of, agencies, period, read_citations(reader, values.get("cite")), node.pos)
