-- A text as it is compared when somebody is looked for: lower case, without accents, vowel signs and lengthening strokes, each letter as most
-- people type it, with one form of those that Arabic and Greek write in several.
create or replace function fold_text(p_text text) returns text language sql immutable parallel safe as $$
  select replace(replace(replace(
    translate(
      regexp_replace(normalize(lower(p_text collate "pg_c_utf8"), nfkd), U&'[\0300-\036F\0591-\05BD\05BF-\05C7\0610-\061A\0640\064B-\065F\0670]', '', 'g'),
      'øłđðħıŧةىٱکیς', 'olddhitهياكيσ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$
