interface Props {
  width?: number;
  /** As wide as its place, with strands of the same thickness. */
  wide?: boolean;
  /** Text for screen readers where the crossing alone says "mutual"; decorative without it. */
  label?: string;
}

const WIDE = { width: "100%", height: 72, preserveAspectRatio: "none" } as const;

/** Two strands crossing: marks a mutual match, and nothing else. Joins the two columns of a match page. */
export function Crossing({ width = 132, wide, label }: Props) {
  return (
    <svg
      {...(wide ? WIDE : { width })}
      viewBox="0 0 132 92"
      fill="none"
      strokeWidth={width < 60 ? 9 : 4}
      strokeLinecap="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path
        d="M0 20c60 0 72 52 132 52"
        stroke="var(--splot-need)"
        vectorEffect={wide ? "non-scaling-stroke" : undefined}
      />
      <path
        d="M0 72c28 0 46-11 60-23M73 38c14-10 32-18 59-18"
        stroke="var(--splot-offer)"
        vectorEffect={wide ? "non-scaling-stroke" : undefined}
      />
    </svg>
  );
}

/** Two strands side by side that have not met: a match that only one side, or none, has said yes to. */
export function Strands({ width = 132, wide }: Omit<Props, "label">) {
  return (
    <svg
      {...(wide ? WIDE : { width })}
      viewBox="0 0 132 92"
      fill="none"
      strokeWidth={width < 60 ? 9 : 4}
      strokeLinecap="round"
      aria-hidden
    >
      <path
        d="M0 20c44 0 88 18 132 18"
        stroke="var(--splot-need)"
        vectorEffect={wide ? "non-scaling-stroke" : undefined}
      />
      <path
        d="M0 72c44 0 88-18 132-18"
        stroke="var(--splot-offer)"
        vectorEffect={wide ? "non-scaling-stroke" : undefined}
      />
    </svg>
  );
}
