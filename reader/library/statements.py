"""The library's SQL, apart from the code that runs it."""

from __future__ import annotations

ARTICLE_COLUMNS = (
    *("id", "source", "language", "title", "site", "author", "published", "source_hash"),
    *("text", "layout", "source_map"),
)
ANNOTATION_COLUMNS = (
    *("id", "article_id", "exact", "prefix", "suffix", "start", "stop", "was_unique"),
    *("body", "colour", "tags", "entity_id", "created", "modified", "state", "style", "placed"),
)

ARTICLE = f"""
    SELECT key, {", ".join(ARTICLE_COLUMNS)}
    FROM articles JOIN contents ON article_key = key WHERE id = ?
"""  # noqa: S608 - the names above, nobody's input

LINES = """
    SELECT id, title, source, site, published, added, opened, position,
        (SELECT count(*) FROM annotations
            WHERE deleted IS NULL AND article_id IN (SELECT id FROM articles AS one WHERE one.work = articles.work)),
        work, imported, shown, deleted
    FROM articles
"""
OF_THE_WORK = """
    WHERE work = (SELECT work FROM articles WHERE id = ?) ORDER BY shown DESC, imported DESC, key DESC
"""
CURRENT = """
    SELECT id FROM articles WHERE shown AND work = (SELECT work FROM articles WHERE id = ?)
    ORDER BY imported DESC LIMIT 1
"""
SAME_HEAD = """
    WHERE shown AND deleted IS NULL AND folded_title = ? AND published = ? AND id <> ?
        AND work <> coalesce((SELECT work FROM articles WHERE id = ?), '')
    ORDER BY key DESC LIMIT 1
"""
FROM_ORIGIN = """
    SELECT id, folded_title, text FROM articles JOIN contents ON article_key = key
    WHERE origin = ? AND shown ORDER BY imported DESC
"""

ADD_ARTICLE = """
    INSERT INTO articles
        (id, source, language, title, folded_title, site, author, published, source_hash, added, imported, origin,
         work, shown)
    VALUES (:id, :source, :language, :title, :folded_title, :site, :author, :published, :source_hash, :added, :added,
        :origin, :work, NOT EXISTS (SELECT 1 FROM articles WHERE work = :work AND shown))
"""
ADD_CONTENT = """
    INSERT INTO contents (article_key, text, layout, source_map)
    VALUES (last_insert_rowid(), :text, :layout, :source_map)
"""
JOIN_WORKS = "UPDATE articles SET work = ?2, shown = 0 WHERE work = ?1"
OUT_OF_TRASH = "UPDATE articles SET deleted = NULL WHERE deleted IS NOT NULL AND work = ?"
WORK = "SELECT work FROM articles WHERE id = ?"
TAKE_OVER = """
    UPDATE articles SET (opened, position) = (SELECT opened, position FROM articles WHERE id = :old)
    WHERE id = :id AND opened IS NULL
"""
SHOW_ONE = "UPDATE articles SET shown = (id = :id) WHERE work = (SELECT work FROM articles WHERE id = :id)"
DROP_OLD = """
    DELETE FROM articles
    WHERE work = (SELECT work FROM articles WHERE id = :id) AND id NOT IN (:id, :old)
        AND id NOT IN (SELECT article_id FROM annotations UNION SELECT article_id FROM corrections)
"""
CHANGE_ARTICLE = """
    UPDATE articles SET source = :source, language = :language, title = :title, folded_title = :folded_title,
        site = :site, author = :author, published = :published, source_hash = :source_hash,
        origin = coalesce(:origin, origin)
    WHERE id = :id
"""
CHANGE_CONTENT = """
    UPDATE contents SET text = :text, layout = :layout, source_map = :source_map WHERE article_key = :key
"""

# With the article that it is of, in one piece: a newer text may be coming in from elsewhere just now.
READING = f"""
    SELECT payload, {", ".join(ARTICLE_COLUMNS)}
    FROM articles JOIN contents ON contents.article_key = key JOIN readings ON readings.article_key = key
    WHERE id = ? AND engine = ? AND version = ?
"""  # noqa: S608 - the names above, nobody's input
SAVE_READING = """
    INSERT OR REPLACE INTO readings (article_key, engine, version, payload, made)
    SELECT key, ?, ?, ?, ? FROM articles WHERE id = ?
"""

_OF_ALL_VERSIONS = """
    (article_id = ?1 OR article_id IN
        (SELECT id FROM articles WHERE work = (SELECT work FROM articles WHERE id = ?1)))
"""
ANNOTATIONS = f"""
    SELECT {", ".join(ANNOTATION_COLUMNS)} FROM annotations
    WHERE deleted IS NULL AND {_OF_ALL_VERSIONS} ORDER BY key
"""  # noqa: S608 - the names above, nobody's input
NOTES = f"""
    SELECT {", ".join("annotations." + name for name in ANNOTATION_COLUMNS)}, annotations.deleted,
        current.id, coalesce(current.title, known.title), coalesce(current.site, known.site),
        coalesce(current.published, known.published)
    FROM annotations
    LEFT JOIN articles AS own ON own.id = annotations.article_id
    LEFT JOIN articles AS current ON current.work = own.work AND current.shown
    LEFT JOIN known_by_notes AS known ON known.id = annotations.article_id
"""  # noqa: S608 - the names above, nobody's input
SAVE_KNOWN = "INSERT OR REPLACE INTO known_by_notes VALUES (?, ?, ?, ?, ?, ?, ?)"
KNOWN = "SELECT id, title, source, language, site, author, published FROM known_by_notes"
KNOWN_IN_TRASH = """
    SELECT id, title, source, language, site, author, published FROM articles
    WHERE deleted IS NOT NULL AND id IN (SELECT article_id FROM annotations WHERE deleted IS NULL)
"""
TRASHED = " WHERE annotations.deleted IS NOT NULL ORDER BY annotations.deleted DESC, annotations.key DESC"
NOT_TRASHED = " WHERE annotations.deleted IS NULL ORDER BY annotations.modified DESC, annotations.key DESC"
TRASH = "UPDATE annotations SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL"
SAVE_STATE = "UPDATE annotations SET state = ? WHERE id = ?"
REFUSE_PLACE = "INSERT OR IGNORE INTO refused_places (annotation_id, article_id) VALUES (?, ?)"
ALLOW_PLACE = "DELETE FROM refused_places WHERE annotation_id = ? AND article_id = ?"
SAVE_REVISION = "INSERT OR IGNORE INTO revisions (annotation_id, digest) VALUES (?, ?)"

# A note that had to be looked for keeps its first place: should the old text come back, so does the note.
SAVE_ANNOTATION = f"""
    INSERT INTO annotations ({", ".join(ANNOTATION_COLUMNS)})
    VALUES ({", ".join(":" + name for name in ANNOTATION_COLUMNS)})
    ON CONFLICT (id) DO UPDATE SET
        start = iif(:state <> 'exact' AND exact = :exact AND prefix = :prefix AND suffix = :suffix, start, :start),
        stop = iif(:state <> 'exact' AND exact = :exact AND prefix = :prefix AND suffix = :suffix, stop, :stop),
        {", ".join(f"{name} = :{name}" for name in ANNOTATION_COLUMNS if name not in {"id", "start", "stop"})},
        deleted = NULL
"""  # noqa: S608 - the names above, nobody's input

CORRECTIONS = f"""
    SELECT id, number, payload FROM corrections WHERE {_OF_ALL_VERSIONS} ORDER BY number, key
"""  # noqa: S608 - the names above, nobody's input
SAVE_CORRECTION = """
    INSERT OR REPLACE INTO corrections (id, article_id, number, payload, made) VALUES (?, ?, ?, ?, ?)
"""
DELETE_CORRECTION = "DELETE FROM corrections WHERE id = ?"
REFUSED_NAMES = "SELECT name, kind FROM refused_names ORDER BY key"
REFUSE_NAME = "INSERT OR IGNORE INTO refused_names (kind, folded, name, made) VALUES (?, ?, ?, ?)"
ALLOW_NAME = "DELETE FROM refused_names WHERE kind = ? AND folded = ?"

# What is meant by a name of an article: the work called so, else the work of the version called so.
WORK_OF = """
    SELECT work FROM articles WHERE work = ?1 UNION ALL SELECT work FROM articles WHERE id = ?1 LIMIT 1
"""
LISTED = "WHERE shown AND deleted IS NULL"
IN_TRASH = "WHERE shown AND deleted IS NOT NULL ORDER BY deleted DESC, key DESC"
AT_ADDRESS = f"""
    {LISTED} AND work IN (SELECT work FROM articles WHERE origin = ?) ORDER BY imported DESC, key DESC LIMIT 1
"""  # noqa: S608 - the words above, nobody's input
TO_TRASH = "UPDATE articles SET deleted = ?2 WHERE deleted IS NULL AND work = ?1"
# A note outlives its article, and says then what the article was called.
KEEP_TITLES = """
    INSERT OR REPLACE INTO known_by_notes (id, title, source, language, site, author, published)
    SELECT id, title, source, language, site, author, published FROM articles
    WHERE work = ? AND deleted IS NOT NULL AND id IN (SELECT article_id FROM annotations)
"""
FORGET_ARTICLE = "DELETE FROM articles WHERE work = ? AND deleted IS NOT NULL"
WITHOUT_READING = f"""
    SELECT id FROM articles {LISTED} AND NOT EXISTS
        (SELECT 1 FROM readings WHERE article_key = articles.key AND engine = ? AND version = ?)
    ORDER BY key DESC
"""  # noqa: S608 - the words above, nobody's input

_UNREAD = "NOT EXISTS (SELECT 1 FROM readings WHERE article_key = articles.key)"
WITHOUT_PEOPLE = f"SELECT id FROM articles {LISTED} AND {_UNREAD} ORDER BY key DESC"  # noqa: S608 - as above
HOW_MANY_WITHOUT_PEOPLE = f"SELECT count(*) FROM articles {LISTED} AND {_UNREAD}"  # noqa: S608 - as above

COLLECTIONS = """
    SELECT id, name, (SELECT count(*) FROM collected JOIN articles ON articles.work = collected.work
        WHERE collection_id = collections.id AND shown AND deleted IS NULL)
    FROM collections
"""
COLLECT = "INSERT OR IGNORE INTO collected (collection_id, work, added) VALUES (?, ?, ?)"
UNCOLLECT = "DELETE FROM collected WHERE collection_id = ? AND work = ?"
# The collections of the work ?1 are those of the work ?2 from now on.
CARRY_COLLECTED = """
    INSERT OR IGNORE INTO collected (collection_id, work, added)
    SELECT collection_id, ?2, added FROM collected WHERE work = ?1
"""
FORGET_COLLECTED = "DELETE FROM collected WHERE work = ?"
