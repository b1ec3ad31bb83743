-- A text as it is compared when somebody is looked for: lower case, without accents, each letter as most people type it.
create or replace function fold_text(p_text text) returns text language sql immutable parallel safe as $$
  select replace(replace(replace(
    translate(
      regexp_replace(normalize(lower(p_text collate "pg_c_utf8"), nfkd), U&'[\0300-\036F]', '', 'g'),
      'øłđðħıŧ', 'olddhit'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$
