import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Page.module.css";
import { usePageTitle } from "./pageTitle";

interface Props {
  /** The page's heading, and with "Splot" the document's title. */
  title: string;
  /** Where the page stands: links to what is above it. */
  crumb?: ReactNode;
  /** One sentence under the heading. */
  lead?: ReactNode;
  /** The page's actions, the primary one first. */
  actions?: ReactNode;
  /** "read" bounds the width to about 75 characters, "wide" to two columns; "full" is for lists and comparing. */
  width?: "read" | "wide" | "full";
  /** The name of the heading is said but not shown, where the content begins with its own. */
  hideTitle?: boolean;
  children: ReactNode;
}

/** A page: sets the document's title and holds the one h1, which takes the focus after navigation. */
export function Page({ title, crumb, lead, actions, width = "wide", hideTitle, children }: Props) {
  return (
    <div className={classes.page} data-width={width}>
      <PageHeader title={title} crumb={crumb} lead={lead} actions={actions} hideTitle={hideTitle} />
      {children}
    </div>
  );
}

function PageHeader({ title, crumb, lead, actions, hideTitle }: Omit<Props, "children" | "width">) {
  const heading = usePageTitle(title);
  return (
    <header className={hideTitle && !crumb ? undefined : classes.header}>
      {crumb && <div className={classes.crumb}>{crumb}</div>}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} className={classes.heading}>
          <Title order={1} {...heading} className={hideTitle ? classes.hidden : undefined}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" component="div" className={classes.lead}>
              {lead}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
    </header>
  );
}

interface SectionProps {
  title: string;
  /** Beside the heading, at the end of its line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled card of a page. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </section>
  );
}
