"""The index's tables of people: who appears where, and whose appearances are one person's."""

from __future__ import annotations

WORDS = "tokenize = 'reader', content = '', contentless_delete = 1"

TABLES = f"""
    -- Names as they compare (`identity.name_key`). telling: it says something that two articles both have this name.
    -- state: 0 known, 1 appearances were added or gone, 2 all of them are to be looked at again.
    CREATE TABLE known_names (
        key INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, telling INTEGER NOT NULL,
        state INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX known_names_to_do ON known_names (state) WHERE state;

    -- One person (organisation, place) in one article, which is a key of docs. number: of several of one name there.
    -- via is the known name whose company told whose this is. person is NULL until that is found out.
    CREATE TABLE appearances (
        key INTEGER PRIMARY KEY, article_key INTEGER NOT NULL, entity_id TEXT NOT NULL, kind TEXT NOT NULL,
        name TEXT NOT NULL, folded TEXT NOT NULL, number INTEGER NOT NULL, mentions INTEGER NOT NULL,
        first_start INTEGER NOT NULL, roles TEXT NOT NULL, aliases TEXT NOT NULL, name_key INTEGER NOT NULL,
        cluster INTEGER, person INTEGER, via INTEGER, day TEXT NOT NULL
    );
    CREATE INDEX appearances_by_article ON appearances (article_key);
    CREATE INDEX appearances_by_name ON appearances (name_key, article_key);
    CREATE INDEX appearances_by_cluster ON appearances (cluster);
    CREATE INDEX appearances_new ON appearances (name_key) WHERE cluster IS NULL;
    -- The newest articles of somebody in thousands are there at once, and how many they are is counted in the index alone.
    CREATE INDEX appearances_by_person ON appearances (person, day, article_key, mentions);
    -- What went out of a cluster that is still counted in its profile.
    CREATE TABLE gone (name_key INTEGER NOT NULL, payload TEXT NOT NULL);
    CREATE INDEX gone_by_name ON gone (name_key);

    -- Appearances of one name that are one person's. simple: all of the name. changed: 1 what is told of their person,
    -- 2 more speaks for being one with others, 3 less does. doing: it is said what they do.
    CREATE TABLE clusters (
        key INTEGER PRIMARY KEY, name_key INTEGER NOT NULL, mark TEXT NOT NULL, shown TEXT NOT NULL,
        profile TEXT NOT NULL, simple INTEGER NOT NULL, person INTEGER, changed INTEGER NOT NULL DEFAULT 2,
        size INTEGER NOT NULL DEFAULT 0,
        doing INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX clusters_by_name ON clusters (name_key, doing);
    CREATE INDEX clusters_by_person ON clusters (person);
    CREATE INDEX clusters_to_do ON clusters (changed) WHERE changed;
    -- given: the given name however it is spelled, '' for those who have none.
    CREATE TABLE cluster_blocks (
        block TEXT NOT NULL, given TEXT NOT NULL, cluster INTEGER NOT NULL, PRIMARY KEY (block, given, cluster)
    ) WITHOUT ROWID;
    CREATE INDEX cluster_blocks_by_cluster ON cluster_blocks (cluster);
    CREATE TABLE left_people (person INTEGER PRIMARY KEY);
    -- What is to be compared anew: all of a block (cluster 0), one of it, or who has a feature (see `people_features`).
    CREATE TABLE changed_blocks (
        block TEXT NOT NULL, cluster INTEGER NOT NULL, feature NOT NULL, PRIMARY KEY (block, cluster, feature)
    ) WITHOUT ROWID;
    CREATE TABLE features (
        block INTEGER NOT NULL, feature NOT NULL, cluster INTEGER NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (block, feature, cluster)
    ) WITHOUT ROWID;
    CREATE INDEX features_by_cluster ON features (cluster, block);

    -- Clusters of one block that are (sure) or may be one person's; value names whom or what the reason why tells of.
    CREATE TABLE cluster_links (
        key INTEGER PRIMARY KEY, block TEXT NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL,
        sure INTEGER NOT NULL, why TEXT NOT NULL, value TEXT NOT NULL, company INTEGER NOT NULL
    );
    CREATE INDEX cluster_links_by_block ON cluster_links (block);
    CREATE INDEX cluster_links_by_one ON cluster_links (one);
    CREATE INDEX cluster_links_by_other ON cluster_links (other);
    CREATE INDEX cluster_links_in_doubt ON cluster_links (sure) WHERE NOT sure;

    -- What the person said, resolved to the articles that are here: see `identity_pins`.
    CREATE TABLE pinned (article TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL, PRIMARY KEY (article, name)) WITHOUT ROWID;
    -- The articles and works that were spoken of, and what tells one resolution from another.
    CREATE TABLE spoken (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE pins_state (token TEXT NOT NULL);
    CREATE TABLE pins_stale (stale INTEGER PRIMARY KEY);
    CREATE TABLE pins_apart (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
    CREATE TABLE pins_away (pin TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE cluster_pins (cluster INTEGER NOT NULL, pin TEXT NOT NULL, PRIMARY KEY (cluster, pin)) WITHOUT ROWID;
    CREATE INDEX cluster_pins_by_pin ON cluster_pins (pin);

    CREATE TABLE persons (
        key INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
        articles INTEGER NOT NULL, mentions INTEGER NOT NULL, roles TEXT NOT NULL, aliases TEXT NOT NULL,
        words INTEGER
    );
    CREATE INDEX persons_by_name ON persons (folded);
    CREATE INDEX persons_by_articles ON persons (kind, articles);
    CREATE VIRTUAL TABLE person_words USING fts5 (names, roles, {WORDS});
"""
