"""PubTator: titles, abstracts, mentions and relations."""
