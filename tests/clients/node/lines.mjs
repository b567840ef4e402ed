// A reporter of node:test that prints a line `ok ...` or `FAILED ...` for each test, as expect_lines counts them.
export default async function* lines(events) {
  const groups = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') groups[data.nesting] = data.name;
    // A group says what its tests have said.
    if (data?.details?.type === 'suite') continue;
    const name = () => [...groups.slice(0, data.nesting), data.name].join(': ');
    if (type === 'test:pass') yield `ok      ${name()}\n`;
    if (type === 'test:fail') yield `FAILED  ${name()}\n${data.details.error.cause?.stack ?? data.details.error}\n`;
  }
}
