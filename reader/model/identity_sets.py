"""Things put together into sets, some of which must stay apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


class Sets:
    """Disjoint sets, made by `union`; those of two that were forbidden to be together are never joined."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}
        self._size: dict[Hashable, int] = {}
        self._apart: dict[Hashable, set[Hashable]] = {}

    @property
    def all(self) -> Iterable[Hashable]:
        """Everything that was ever named."""
        return list(self._parent)

    def find(self, one: Hashable) -> Hashable:
        """What stands for the set of `one`."""
        parent = self._parent
        if one not in parent:
            parent[one], self._size[one] = one, 1
            return one
        root = one
        while parent[root] != root:
            root = parent[root]
        while parent[one] != root:
            parent[one], one = root, parent[one]
        return root

    def forbid(self, one: Hashable, other: Hashable) -> None:
        """The two are never to be in one set; nothing where they are in one already."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def are_apart(self, one: Hashable, other: Hashable) -> bool:
        """Whether they may not be joined."""
        return self.find(other) in self._apart.get(self.find(one), ())

    def union(self, one: Hashable, other: Hashable) -> bool:
        """Put the sets of two together; whether they are in one now."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return True
        if second in self._apart.get(first, ()):
            return False
        if self._size[first] < self._size[second]:
            first, second = second, first
        self._parent[second] = first
        self._size[first] += self._size.pop(second)
        for enemy in self._apart.pop(second, set()):
            self._apart[enemy].discard(second)
            self._apart[enemy].add(first)
            self._apart.setdefault(first, set()).add(enemy)
        return True

    def groups(self) -> dict[Hashable, list[Hashable]]:
        """All sets by what stands for them."""
        found: dict[Hashable, list[Hashable]] = {}
        for one in self._parent:
            found.setdefault(self.find(one), []).append(one)
        return found
