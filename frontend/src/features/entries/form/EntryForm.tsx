import { Alert, Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPage } from "@/shared/api/entry";
import { asProblem } from "@/shared/api/problem";
import { DraftStatus } from "@/shared/draft/DraftStatus";
import { ActionBar } from "@/shared/ui/ActionBar";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useFieldInAddress } from "@/shared/ui/revealField";
import { progressOf, type SectionProgress } from "../content/completeness";
import type { Section as FormSection } from "../content/fields";
import { fieldOfPath, sectionsOf } from "../content/fields";
import { type Path, setAt } from "../content/path";
import { useFieldTexts } from "../content/useFieldTexts";
import { ConflictPanel } from "./ConflictPanel";
import { ContentsTable } from "./ContentsTable";
import { ErrorSummary } from "./ErrorSummary";
import { FieldSlot } from "./FieldSlot";
import classes from "./Form.module.css";
import { Remark } from "./Remark";
import { revealConflict, sectionId } from "./reveal";
import { type EntryDraft, useEntryDraft } from "./useEntryDraft";

const NONE: EntryPage["remarks"] = [];

/** The form of an entry's working copy: it saves itself, and is submitted when complete. */
export function EntryForm({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const navigate = useNavigate();
  const draft = useEntryDraft(entry);
  const [restored] = useState(draft.restored);
  const wanted = useFieldInAddress((path) => fieldOfPath(entry.kind, path)?.path);
  const { errors, problem, waiting, attempt, submitting, submit, forget } = useSubmit(draft, () =>
    navigate({ to: "/entries/$id", params: { id: entry.id } }),
  );
  useHotkeys(
    [
      ["mod+S", () => void draft.flush()],
      ["mod+Enter", () => void submit()],
    ],
    [],
  );

  const remarks = entry.state === "changes_requested" ? entry.remarks : NONE;
  const progress = useMemo(
    () => progressOf(entry.kind, { ...draft.value, attachments: entry.content.attachments }),
    [entry, draft.value],
  );
  const count = (paths: Path[]) => (one: SectionProgress) =>
    new Set(
      paths
        .map((path) => fieldOfPath(entry.kind, path)?.path)
        .filter((path) => one.section.fields.some((field) => field.path === path)),
    ).size;
  const contents = (
    <ContentsTable
      progress={progress}
      wrong={(one) => count([...Object.keys(errors), ...one.long])(one)}
      remarks={count(remarks.map(({ field }) => field))}
    />
  );
  const edit = (path: Path, value: unknown) => {
    draft.update((written) => setAt(written, path, value));
    forget(path);
  };
  const whole = remarks.filter(({ field }) => !fieldOfPath(entry.kind, field));
  return (
    <div className={classes.layout}>
      <div className={classes.main}>
        {restored && <Alert variant="default">{t("form.restored")}</Alert>}
        {entry.live && <Alert variant="default">{t("form.newVersion")}</Alert>}
        {whole.length > 0 && <Remark title={t("form.remarksWhole")} texts={whole.map(({ text }) => text)} />}
        {draft.phase === "conflict" && draft.theirs && (
          <ConflictPanel
            kind={entry.kind}
            mine={draft.value}
            theirs={draft.theirs.value}
            base={draft.base}
            onResolve={draft.resolve}
          />
        )}
        <ErrorSummary kind={entry.kind} errors={errors} attempt={attempt} />
        {waiting && <Alert variant="default">{t("form.notSaved")}</Alert>}
        {problem && problem.fields.length === 0 && <ProblemAlert error={problem} />}
        <details className={classes.narrow}>
          <summary>{t("form.contents")}</summary>
          {contents}
        </details>
        {sectionsOf(entry.kind).map((section) => (
          <FormPart key={section.id} section={section}>
            {section.fields.map((field) => (
              <FieldSlot
                key={field.path}
                entry={entry}
                draft={draft}
                field={field}
                errors={errors}
                remarks={remarks}
                onEdit={edit}
                wanted={field.path === wanted}
              />
            ))}
          </FormPart>
        ))}
        <ActionBar
          status={<DraftStatus phase={draft.phase} savedAt={draft.savedAt} mergedAt={draft.mergedAt} />}
          note={t("form.keys")}
        >
          <Button
            onClick={() => void submit()}
            loading={submitting}
            disabled={!entry.actions.includes("submit")}
          >
            {t("form.submit")}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/entries/$id" params={{ id: entry.id }} {...props} />}
          >
            {t("form.view")}
          </Button>
          {draft.phase === "conflict" && (
            <Button variant="default" size="compact-sm" onClick={revealConflict}>
              {t("form.showConflict")}
            </Button>
          )}
        </ActionBar>
      </div>
      <aside className={classes.aside}>
        <div>
          <div className={classes.tocTitle}>{t("form.contents")}</div>
          {contents}
        </div>
      </aside>
    </div>
  );
}

function FormPart({ section, children }: { section: FormSection; children: React.ReactNode }) {
  const texts = useFieldTexts();
  const lead = texts.sectionLead(section.id);
  return (
    <div id={sectionId(section.id)} className={classes.section}>
      <Section title={texts.section(section.id)}>
        {lead && <p className={classes.lead}>{lead}</p>}
        <div className={classes.fields}>{children}</div>
      </Section>
    </div>
  );
}

/** Submitting, and what the server found wrong: at the last submission or at the last save. */
function useSubmit(draft: EntryDraft, onDone: () => Promise<void>) {
  const [refused, setRefused] = useState<ReturnType<typeof asProblem>>();
  const [mended, setMended] = useState<Path[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [submitting, setSubmitting] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const found = { ...draft.problem?.byField(), ...refused?.byField() };
  const errors = Object.fromEntries(
    Object.entries(found).filter(
      ([path]) => !mended.some((field) => path === field || path.startsWith(`${field}.`)),
    ),
  );
  const submit = async () => {
    if (submitting) return;
    setSubmitting(true);
    setRefused(undefined);
    setWaiting(false);
    setMended([]);
    try {
      if (await draft.submit()) await onDone();
      else {
        setAttempt((number) => number + 1);
        setWaiting(true);
        revealConflict();
      }
    } catch (error) {
      setRefused(asProblem(error));
      setAttempt((number) => number + 1);
    }
    setSubmitting(false);
  };
  return {
    errors,
    problem: refused,
    /** Submitting waits for a save that did not succeed yet. */
    waiting: waiting && draft.phase === "offline",
    attempt,
    submitting,
    submit,
    forget: (path: Path) => setMended((paths) => [...paths, path]),
  };
}
