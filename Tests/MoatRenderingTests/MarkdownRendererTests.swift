import MoatFindings
import MoatModel
import Testing

@testable import MoatRendering

@Suite struct `Markdown report` {
  @Test func `folds all but errors by rule`() {
    let report = Sample.report([Sample.serde, Sample.unmaintained("bincode")])
    #expect(
      MarkdownRenderer().render(report) == """
        ## Moat: findings

        1 error, 1 warning · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21

        Verdict: findings (exit 1)

        ### Errors

        - **missing-checksum**: <code>serde 1.0.0</code> has no checksum<br>
          at <code>Cargo.lock&#58;4&#58;1</code><br>
          path: geckodriver → hyper → serde, and 11 more<br>
          note: reaches shipped code<br>
          help: delete the entry and run <code>cargo fetch</code>

        ### Warnings

        <details>
        <summary><code>unmaintained-dependency</code>: 1 finding</summary>

        - <code>bincode 1.0.0</code> is unmaintained<br>
          at <code>Cargo.lock&#58;8&#58;1</code><br>
          help: look for a successor

        </details>

        """)
  }

  @Test(arguments: [
    ("`a` b", "<code>a</code> b"), ("a ` b", "a &#96; b"), ("@octocat", "&#64;&#8203;octocat"),
    ("#12", "&#35;&#8203;12"), ("<img>", "&#60;img&#62;"), ("`<b>`", "<code>&#60;b&#62;</code>"),
    ("[x](y)", "&#91;x&#93;(y)"), ("https://x", "https&#58;&#8203;//x"), ("a\nb", "a&#92;nb"),
    ("@\u{301}a", "&#64;&#8203;\u{301}a"), ("`@a", "&#96;&#64;&#8203;a"),
  ])
  func `quoted input stays text`(text: String, escaped: String) {
    #expect(MarkdownText.message(text) == escaped)
  }

  @Test func `says how much is left out`() {
    let many = (1...500).map {
      JudgedFinding(Finding(Sample.unmaintained, "m\($0)", at: Label("Cargo.lock")), level: .warn)
    }
    let text = MarkdownRenderer(limit: 2000).render(Sample.report(many))
    #expect(text.utf8.count <= 2000)
    let shown = text.components(of: "\n- ")
    #expect(shown > 10)
    #expect(text.contains("> **\(500 - shown) findings left out** for want of room"))
    #expect(text.components(of: "<details>") == text.components(of: "</details>"))
  }
}
