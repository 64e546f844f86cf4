import classes from "./Form.module.css";

/** What the auditor says, where it belongs. */
export function Remark({ title, texts }: { title: string; texts: string[] }) {
  return (
    <div className={classes.remark} role="note">
      <div className={classes.remarkTitle}>{title}</div>
      {texts.join("\n\n")}
    </div>
  );
}
