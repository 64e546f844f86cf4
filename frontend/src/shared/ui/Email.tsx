/** An address to write to. A line breaks after the @ rather than inside a word. */
export function Email({ address }: { address: string }) {
  const [local, domain] = address.split("@");
  return (
    <a href={`mailto:${address}`}>
      {local}@<wbr />
      {domain}
    </a>
  );
}
