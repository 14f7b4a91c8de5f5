import MoatFindings
import MoatPipeline
import MoatRendering
import MoatTestSupport
import Testing

/// The word every fixture writes where a password would stand.
private let password = "hunter2-not-a-secret"

@Suite(.computes) struct `Credentials` {
  private static let fixtures = Fixture.all.map { "\($0.rule)/\($0.name)" }
    .filter { $0.contains("credentials") }

  @Test(arguments: fixtures)
  func `are in no report of any format`(name: String) async throws {
    let fixture = try #require(Fixture.all.first { "\($0.rule)/\($0.name)" == name })
    let report = try await fixture.check(everything: true)
    #expect(!report.findings.isEmpty)
    let rules = RuleCatalog.all
    let verbose = HumanRenderer.Options(width: 160, verbosity: .verbose)
    let texts = [
      HumanRenderer(verbose, rules: rules).render(report),
      JSONRenderer(rules: rules).render(report),
      SARIFRenderer(rules: rules, version: "0").render(report), GitHubRenderer().render(report),
      MarkdownRenderer().render(report),
    ]
    for text in texts { #expect(!text.contains(password)) }
  }

  @Test func `are there to be found`() { #expect(Self.fixtures.count >= 6) }
}
