/** The product's mark: two strands crossing once. For a mutual match use Crossing. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 26 26"
      fill="none"
      strokeWidth="3.4"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M3 6c9 0 11 14 20 14" stroke="var(--splot-need)" />
      <path d="M3 20c4.2 0 6.9-3 9.2-6.3M15 10c2-2.4 4.5-4 8-4" stroke="var(--splot-offer)" />
    </svg>
  );
}
