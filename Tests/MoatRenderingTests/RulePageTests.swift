import MoatFindings
import MoatRendering
import Testing

@Suite struct `rule pages` {
  @Test func `have the facts and the sections`() {
    let page = RulePage.page(of: Sample.checksum)
    #expect(page.contains("\n# missing-checksum\n\nFinds: a registry package"))
    #expect(page.contains("\n| Severity | high |\n"))
    #expect(page.contains("\n## Example\n\n```toml\nname = \"x\"\n```\n\n## References\n\n"))
    #expect(page.hasSuffix(">\n"))
  }

  @Test func `are listed by group and id`() {
    let index = RulePage.index(of: Sample.rules)
    let ids = index.matches(of: #/\[`([a-z-]+)`\]/#).map { String($0.output.1) }
    #expect(
      ids == ["unmaintained-dependency", "yanked-version", "digest-mismatch", "missing-checksum"])
  }

  @Test func `explain in the terminal`() {
    #expect(
      RuleText(width: 60).render(Sample.checksum) == """
        missing-checksum: a registry package without a checksum
          group       lockfile
          severity    high
          confidence  high
          needs       lockfile
          fix         by hand

        What it does

          Reports a registry package without a checksum.

        Why it matters

          Nobody answers for it.

        What to do

          Replace it:

          - first
          - then

        Example

              name = "x"

        References

          https://doc.rust-lang.org/cargo/

        """)
  }
}
