"""The library's SQL, apart from the code that runs it."""

from __future__ import annotations

ARTICLE_COLUMNS = (
    *("id", "source", "language", "title", "site", "author", "published", "source_hash"),
    *("text", "layout", "source_map"),
)
ANNOTATION_COLUMNS = (
    *("id", "article_id", "exact", "prefix", "suffix", "start", "stop", "was_unique"),
    *("body", "colour", "tags", "entity_id", "created", "modified", "state"),
)

ARTICLE = f"""
    SELECT key, {", ".join(ARTICLE_COLUMNS)}
    FROM articles JOIN contents ON article_key = key WHERE id = ?
"""  # noqa: S608 - the names above, nobody's input

LINES = """
    SELECT id, title, source, site, published, added, opened, position,
        (SELECT count(*) FROM annotations WHERE article_id = articles.id)
    FROM articles
"""

ADD_ARTICLE = """
    INSERT INTO articles
        (id, source, language, title, folded_title, site, author, published, source_hash, added)
    VALUES (:id, :source, :language, :title, :folded_title, :site, :author, :published, :source_hash, :added)
"""
ADD_CONTENT = """
    INSERT INTO contents (article_key, text, layout, source_map)
    VALUES (last_insert_rowid(), :text, :layout, :source_map)
"""
CHANGE_ARTICLE = """
    UPDATE articles SET source = :source, language = :language, title = :title, folded_title = :folded_title,
        site = :site, author = :author, published = :published, source_hash = :source_hash
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

ANNOTATIONS = f"""
    SELECT {", ".join(ANNOTATION_COLUMNS)} FROM annotations WHERE article_id = ? ORDER BY key
"""  # noqa: S608 - the names above, nobody's input

# A note that had to be looked for keeps its first place: should the old text come back, so does the note.
SAVE_ANNOTATION = f"""
    INSERT INTO annotations ({", ".join(ANNOTATION_COLUMNS)})
    VALUES ({", ".join(":" + name for name in ANNOTATION_COLUMNS)})
    ON CONFLICT (id) DO UPDATE SET
        start = iif(:state <> 'exact' AND exact = :exact AND prefix = :prefix AND suffix = :suffix, start, :start),
        stop = iif(:state <> 'exact' AND exact = :exact AND prefix = :prefix AND suffix = :suffix, stop, :stop),
        {", ".join(f"{name} = :{name}" for name in ANNOTATION_COLUMNS if name not in {"id", "start", "stop"})}
"""  # noqa: S608 - the names above, nobody's input

CORRECTIONS = "SELECT id, number, payload FROM corrections WHERE article_id = ? ORDER BY number, key"
SAVE_CORRECTION = """
    INSERT OR REPLACE INTO corrections (id, article_id, number, payload, made) VALUES (?, ?, ?, ?, ?)
"""
DELETE_CORRECTION = "DELETE FROM corrections WHERE id = ?"
REFUSED_NAMES = "SELECT name, kind FROM refused_names ORDER BY key"
REFUSE_NAME = "INSERT OR IGNORE INTO refused_names (kind, folded, name, made) VALUES (?, ?, ?, ?)"
ALLOW_NAME = "DELETE FROM refused_names WHERE kind = ? AND folded = ?"
