"""Everybody of a library at once: appearances in, people out. The library's index does the same bit by bit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.model.identity import Appearance, Profile, cluster_name, name_key
from reader.model.identity_links import Linked, Node, link, nicknames
from reader.model.identity_names import PersonName, loose, person_name
from reader.model.identity_pins import AppearanceKey, Pins, Said
from reader.model.identity_sets import Sets
from reader.model.reading import EntityKind


@dataclass(frozen=True, slots=True)
class People:
    """The people found: sets of appearances, and pairs of them (by `mark_of`) who may be one."""

    people: frozenset[frozenset[AppearanceKey]]
    doubts: frozenset[tuple[str, str, str]]


def identify(appearances: Iterable[Appearance], said: Iterable[Said] = ()) -> People:
    """Who of many articles is one person, after what the person `said`, in its order."""
    pins = Pins.of_said(said)
    names: dict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        names[name_key(one.kind, one.name)].append(one)
    nodes: dict[int, Node] = {}
    members: dict[int, list[Appearance]] = {}
    blocks: dict[str, list[Node]] = defaultdict(list)
    for key in sorted(names):
        group = sorted(names[key], key=lambda one: one.key)
        clusters = cluster_name(group, pins)
        for cluster in clusters:
            mark = mark_of(key, [group[at] for at in cluster.members], alone=len(clusters) == 1)
            node = node_of(len(nodes), mark, [group[at] for at in cluster.members], pins)
            nodes[node.id] = node
            members[node.id] = [group[at] for at in cluster.members]
            if group[0].kind is EntityKind.PERSON:
                for block in blocks_of(node.name, node.profile.aliases):
                    blocks[block].append(node)
    found = [link(block, of_block, pins) for block, of_block in sorted(blocks.items())]
    sets = put_together(nodes, [one for links in found for one in links.sure], pins)
    people: dict[Hashable, set[AppearanceKey]] = defaultdict(set)
    for node_id, own in members.items():
        people[sets.find(node_id)].update(one.key for one in own)
    return People(
        people=frozenset(map(frozenset, people.values())),
        doubts=frozenset(
            (nodes[one.one].mark, nodes[one.other].mark, one.why)
            for links in found
            for one in links.doubts
            if sets.find(one.one) != sets.find(one.other)
        ),
    )


def mark_of(words: str, members: Iterable[Appearance], *, alone: bool) -> str:
    """What names a cluster, whenever it was made: the name where all of it are one person's, else an appearance."""
    return words if alone else "\t".join(min(one.key for one in members))


def node_of(number: int, mark: str, members: Sequence[Appearance], pins: Pins) -> Node:
    """The appearances of one cluster as `link` wants them."""
    profile = Profile()
    shown = Counter(one.name for one in members)
    for one in members:
        profile.add(one)
    return Node(
        id=number,
        mark=mark,
        shown=min(shown, key=lambda name: (-shown[name], name)),
        name=person_name(members[0].name),
        profile=profile,
        pins=frozenset(pin for one in members if (pin := pins.of(one.key))),
    )


def blocks_of(name: PersonName, aliases: Iterable[str]) -> tuple[str, ...]:
    """Where people of this name are looked for: under each part of the surname, and each nickname."""
    called = sorted(map(loose, nicknames(name, aliases))) if name.full else []
    return tuple(dict.fromkeys((*name.blocks, *called)))


def put_together(nodes: Mapping[int, Node], links: Iterable[Linked], pins: Pins) -> Sets:
    """The clusters `nodes` as people: what was said goes before what was found."""
    sets = Sets()
    for one, other in sorted(pins.apart):
        sets.forbid(one, other)
    for node in sorted(nodes.values(), key=lambda node: node.mark):
        for pin in sorted(node.pins):
            sets.union(pin, node.id)
    for made in sorted(links, key=lambda made: (nodes[made.one].mark, nodes[made.other].mark, made.why)):
        sets.union(made.one, made.other)
    return sets
