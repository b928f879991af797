-- Search without accents, in three languages. unaccent is a trusted extension: no superuser needed.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TEXT SEARCH CONFIGURATION words_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION words_en ALTER MAPPING FOR hword, hword_part, word, asciihword, asciiword, hword_asciipart WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION words_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION words_fr ALTER MAPPING FOR hword, hword_part, word, asciihword, asciiword, hword_asciipart WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION words_es (COPY = spanish);
ALTER TEXT SEARCH CONFIGURATION words_es ALTER MAPPING FOR hword, hword_part, word, asciihword, asciiword, hword_asciipart WITH unaccent, spanish_stem;
CREATE TEXT SEARCH CONFIGURATION words_simple (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION words_simple ALTER MAPPING FOR hword, hword_part, word, asciihword, asciiword, hword_asciipart WITH unaccent, simple;


-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "party" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "email_confirmed_at" TIMESTAMPTZ(6),
    "disabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "oidc_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oidc_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(6),
    "redeemed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(6),
    "refused_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_token" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "recipient" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(6) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key","window_at")
);

-- CreateTable
CREATE TABLE "source" (
    "key" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "chapter" (
    "number" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "title_en_verified" BOOLEAN NOT NULL,
    "title_fr_verified" BOOLEAN NOT NULL,
    "title_es_verified" BOOLEAN NOT NULL,
    "articles_complete" BOOLEAN NOT NULL,
    "sources" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "chapter_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "provision" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "chapter" INTEGER,
    "ordinal" INTEGER NOT NULL,
    "section" TEXT,
    "title" JSONB NOT NULL,
    "parties" TEXT,
    "verified" BOOLEAN NOT NULL,
    "number_verified" BOOLEAN NOT NULL DEFAULT false,
    "title_fr_es_verified" BOOLEAN NOT NULL DEFAULT false,
    "source_url" TEXT,
    "source_url_fr" TEXT,
    "source_url_es" TEXT,
    "note" TEXT,

    CONSTRAINT "provision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institution" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "article" TEXT,
    "verified" BOOLEAN NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "institution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_document" (
    "id" TEXT NOT NULL,
    "schema" TEXT NOT NULL,
    "as_of" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" JSONB NOT NULL,

    CONSTRAINT "reference_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "procedure_map" (
    "id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "instrument_kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "note" JSONB NOT NULL,
    "planning" JSONB NOT NULL,

    CONSTRAINT "procedure_map_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "procedure_step" (
    "map_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "authority" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "duration" JSONB NOT NULL,
    "anchor" JSONB,
    "status" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "uncertainty" JSONB,

    CONSTRAINT "procedure_step_pkey" PRIMARY KEY ("map_id","key")
);

-- CreateTable
CREATE TABLE "procedure_route" (
    "map_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unless" JSONB,
    "lifted_by" JSONB,
    "note" JSONB,

    CONSTRAINT "procedure_route_pkey" PRIMARY KEY ("map_id","ordinal")
);

-- CreateTable
CREATE TABLE "procedure_join" (
    "instrument_kind" TEXT NOT NULL,
    "rule" JSONB NOT NULL,

    CONSTRAINT "procedure_join_pkey" PRIMARY KEY ("instrument_kind")
);

-- CreateTable
CREATE TABLE "legal_flag" (
    "id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "rule" JSONB NOT NULL,

    CONSTRAINT "legal_flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_track" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "proposal_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "map_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'not_started',
    "version" INTEGER NOT NULL DEFAULT 1,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "approval_track_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "track_record" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "track_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "step_key" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "evidence_kind" TEXT,
    "evidence" TEXT,
    "note" TEXT,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "by_id" UUID,
    "by_role" TEXT NOT NULL,
    "map_version" INTEGER NOT NULL,
    "withdraws" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "track_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "kind" TEXT NOT NULL,
    "proposal_id" UUID,
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "actor_party" TEXT,
    "what" JSONB NOT NULL DEFAULT '{}',
    "cause" TEXT,
    "audience" TEXT[] NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" INTEGER,
    "source_key" TEXT,
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "note" JSONB NOT NULL DEFAULT '{}',
    "instrument_kind" TEXT NOT NULL,
    "instrument_reason" JSONB NOT NULL DEFAULT '{}',
    "instrument_judged_by" TEXT NOT NULL,
    "instrument_confirmed_by" TEXT,
    "instrument_confirmed_at" TIMESTAMPTZ(6),
    "chapters" INTEGER[] NOT NULL DEFAULT '{}',
    "pillar" TEXT NOT NULL,
    "proponent" TEXT,
    "proponent_names" JSONB NOT NULL DEFAULT '{}',
    "proponent_type" TEXT NOT NULL,
    "binds" TEXT[] NOT NULL DEFAULT '{}',
    "ask_of" TEXT[] NOT NULL DEFAULT '{}',
    "procedures" TEXT[] NOT NULL DEFAULT '{}',
    "strategic_class" TEXT,
    "industries" TEXT[] NOT NULL DEFAULT '{}',
    "industries_label" JSONB NOT NULL DEFAULT '{}',
    "proposed_on" TEXT,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "our_reading" TEXT[] NOT NULL DEFAULT '{}',
    "negotiation_state" TEXT NOT NULL DEFAULT 'proposed',
    "text_state" TEXT NOT NULL DEFAULT 'no_text',
    "publication_state" TEXT NOT NULL DEFAULT 'unpublished',
    "disclosure" TEXT NOT NULL DEFAULT 'internal',
    "owner_party" TEXT,
    "tabled_to" TEXT[] NOT NULL DEFAULT '{}',
    "audience" TEXT[] NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN "disclosure" = 'public' THEN ARRAY['public']
            WHEN "disclosure" IN ('tabled', 'joint') AND "tabled_to" @> ARRAY['US', 'CA', 'MX'] THEN ARRAY['US', 'CA', 'MX', 'secretariat']
            WHEN "disclosure" IN ('tabled', 'joint') THEN array_append("tabled_to", "owner_party")
            ELSE ARRAY["owner_party"]
        END) STORED,
    "due_on" DATE,
    "withdrawn_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "words" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('public.words_en', coalesce("title" ->> 'en', '')), 'A')
        || setweight(to_tsvector('public.words_fr', coalesce("title" ->> 'fr', '')), 'A')
        || setweight(to_tsvector('public.words_es', coalesce("title" ->> 'es', '')), 'A')
        || setweight(to_tsvector('public.words_simple', coalesce("proponent", '')), 'B')
        || to_tsvector('public.words_en', coalesce("summary" ->> 'en', ''))
        || to_tsvector('public.words_fr', coalesce("summary" ->> 'fr', ''))
        || to_tsvector('public.words_es', coalesce("summary" ->> 'es', ''))
        || to_tsvector('public.words_en', coalesce("industries_label" ->> 'en', ''))
        || to_tsvector('public.words_fr', coalesce("industries_label" ->> 'fr', ''))
        || to_tsvector('public.words_es', coalesce("industries_label" ->> 'es', ''))) STORED,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_copy" (
    "copy_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "party" TEXT NOT NULL,

    CONSTRAINT "proposal_copy_pkey" PRIMARY KEY ("copy_id")
);

-- CreateTable
CREATE TABLE "proposal_provision" (
    "proposal_id" UUID NOT NULL,
    "provision_id" TEXT NOT NULL,

    CONSTRAINT "proposal_provision_pkey" PRIMARY KEY ("proposal_id","provision_id")
);

-- CreateTable
CREATE TABLE "proposal_source" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "proposal_id" UUID NOT NULL,
    "source_key" TEXT,
    "title" TEXT,
    "url" TEXT,
    "captured_at" TEXT NOT NULL,
    "last_checked" TEXT,
    "verified" BOOLEAN NOT NULL,
    "note" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proposal_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_holder" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "proposal_id" UUID NOT NULL,
    "party" TEXT,
    "body" TEXT NOT NULL,
    "since" DATE NOT NULL,

    CONSTRAINT "proposal_holder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_relation" (
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "why" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "proposal_relation_pkey" PRIMARY KEY ("from_id","to_id","kind")
);

-- CreateTable
CREATE TABLE "state" (
    "machine" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "label" JSONB NOT NULL,
    "initial" BOOLEAN NOT NULL DEFAULT false,
    "terminal" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "state_pkey" PRIMARY KEY ("machine","code")
);

-- CreateTable
CREATE TABLE "state_successor" (
    "machine" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,

    CONSTRAINT "state_successor_pkey" PRIMARY KEY ("machine","from","to")
);

-- CreateTable
CREATE TABLE "problem_report" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "proposal_id" UUID NOT NULL,
    "field" TEXT,
    "body" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "contact" TEXT,
    "reporter_id" UUID,
    "audience" TEXT[] NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(6),
    "answer" TEXT,

    CONSTRAINT "problem_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_party_idx" ON "invitation"("party");

-- CreateIndex
CREATE INDEX "provision_chapter_ordinal_idx" ON "provision"("chapter", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "procedure_map_party_instrument_kind_version_key" ON "procedure_map"("party", "instrument_kind", "version");

-- CreateIndex
CREATE UNIQUE INDEX "approval_track_proposal_id_party_map_id_key" ON "approval_track"("proposal_id", "party", "map_id");

-- CreateIndex
CREATE INDEX "track_record_track_id_at_idx" ON "track_record"("track_id", "at");

-- CreateIndex
CREATE INDEX "event_proposal_id_at_idx" ON "event"("proposal_id", "at" DESC);

-- CreateIndex
CREATE INDEX "event_at_id_idx" ON "event"("at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "proposal_number_key" ON "proposal"("number");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_source_key_key" ON "proposal"("source_key");

-- CreateIndex
CREATE INDEX "proposal_moved_at_id_idx" ON "proposal"("moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "proposal_copy_from_id_idx" ON "proposal_copy"("from_id");

-- CreateIndex
CREATE INDEX "proposal_provision_provision_id_idx" ON "proposal_provision"("provision_id");

-- CreateIndex
CREATE INDEX "proposal_source_proposal_id_idx" ON "proposal_source"("proposal_id");

-- CreateIndex
CREATE INDEX "proposal_holder_proposal_id_idx" ON "proposal_holder"("proposal_id");

-- CreateIndex
CREATE INDEX "proposal_relation_to_id_idx" ON "proposal_relation"("to_id");

-- AddForeignKey
ALTER TABLE "provision" ADD CONSTRAINT "provision_chapter_fkey" FOREIGN KEY ("chapter") REFERENCES "chapter"("number") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "procedure_step" ADD CONSTRAINT "procedure_step_map_id_fkey" FOREIGN KEY ("map_id") REFERENCES "procedure_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "procedure_route" ADD CONSTRAINT "procedure_route_map_id_fkey" FOREIGN KEY ("map_id") REFERENCES "procedure_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_track" ADD CONSTRAINT "approval_track_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval_track" ADD CONSTRAINT "approval_track_map_id_fkey" FOREIGN KEY ("map_id") REFERENCES "procedure_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "track_record" ADD CONSTRAINT "track_record_track_id_fkey" FOREIGN KEY ("track_id") REFERENCES "approval_track"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_provision" ADD CONSTRAINT "proposal_provision_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_provision" ADD CONSTRAINT "proposal_provision_provision_id_fkey" FOREIGN KEY ("provision_id") REFERENCES "provision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_source" ADD CONSTRAINT "proposal_source_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_holder" ADD CONSTRAINT "proposal_holder_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_relation" ADD CONSTRAINT "proposal_relation_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_relation" ADD CONSTRAINT "proposal_relation_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;


CREATE INDEX "proposal_words_idx" ON "proposal" USING gin ("words");
