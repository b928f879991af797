-- The three roles and the database, for a PostgreSQL (16 or newer) of your own. Run once, as a superuser:
--   psql -v ON_ERROR_STOP=1 -v owner_password=... -v app_password=... -f scripts/make-roles.sql postgresql://postgres@HOST/postgres
-- The embedded database is made by the same statements (scripts/lib/database.mjs reads this file).

-- Owns the tables and runs the migrations. Row-level security is forced on it too.
CREATE ROLE trilateral_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
-- What the web server connects as. It cannot bypass row-level security.
CREATE ROLE trilateral_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
-- Owns the search functions, which return ids only. Nobody connects as it; the owner hands functions over to it
-- but does not inherit what it may see.
CREATE ROLE trilateral_search NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
GRANT trilateral_search TO trilateral_owner WITH INHERIT FALSE, SET TRUE;

CREATE DATABASE trilateral OWNER trilateral_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE trilateral FROM PUBLIC;
GRANT CONNECT ON DATABASE trilateral TO trilateral_app;

\connect trilateral
ALTER SCHEMA public OWNER TO trilateral_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO trilateral_app;
GRANT USAGE, CREATE ON SCHEMA public TO trilateral_search;
