import MoatCrev
import MoatModel
import MoatPolicy
import MoatVetting
import Testing

@Suite struct `the vet.crev table` {
  private static let ann = "FYlr8YoYGVvDwHQxqEIs89reKKDy-oWisoO0qXXEfHE"
  private static let bob = "YWfa4SGgcW87fIT88uCkkrsRgIbWiGOOYmBbA1AtnKA"

  private func file(_ keys: String, path: String = "moat.toml") throws -> PolicyFile {
    try PolicyFile(
      parsing: SourceText(path: path, text: "version = 1\n[vet.crev]\n\(keys)"), rules: [],
      resolvingPath: { "below/\($0)" })
  }

  @Test func `is read`() throws {
    let file = try file(
      """
      ids = ["\(Self.ann)"]
      repositories = ["proofs"]
      criteria = ["safe-to-run", "ours"]
      trust = "medium"
      rating = "positive"
      thoroughness = "high"
      understanding = "none"
      redundancy = 2
      depth = 7
      agents = true
      """)
    #expect(file.crev.ids.map(\.description) == [Self.ann])
    #expect(file.crev.repositories == ["below/proofs"], "relative to the file")
    #expect(file.vetting.reviewCriteria.map { $0.map(\.name) } == [["safe-to-run", "ours"]])
    #expect(file.crev.trust == .medium && file.crev.rating == .positive)
    #expect(file.crev.thoroughness == .high && file.crev.understanding == CrevLevel.none)
    #expect(file.crev.redundancy == 2 && file.crev.depth == 7 && file.crev.countsAgents == true)
  }

  @Test func `changes no verdict without criteria`() throws {
    #expect(!Policy(repository: try file("ids = [\"\(Self.ann)\"]")).countsReviews)
    #expect(Policy(repository: try file("criteria = [\"safe-to-run\"]")).countsReviews)
    let plain = try PolicyFile(
      parsing: SourceText(
        path: "moat.toml",
        text: "[vet]\nlike-cargo-vet = true\n[vet.crev]\ncriteria = [\"safe-to-run\"]\n"),
      rules: [])
    #expect(!Policy(repository: plain).countsReviews)
  }

  @Test(
    arguments: [
      ("ids = [\"me\"]", "not the id of a person"), ("trust = \"none\"", "must be one of"),
      ("rating = \"negative\"", "must be one of"), ("redundancy = 0", "at least 1"),
      ("depth = -1", "at least 0"), ("criterion = []", "is not a key"),
      ("criteria = \"safe-to-run\"", "must be"),
    ])
  func `is refused`(keys: String, message: String) {
    let error = #expect(throws: PolicyError.self) { try file(keys) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `of a repository only tightens an organisation's`() throws {
    let organisation = try file(
      """
      ids = ["\(Self.ann)"]
      repositories = ["ours"]
      criteria = ["safe-to-deploy"]
      trust = "medium"
      thoroughness = "low"
      redundancy = 2
      depth = 5
      agents = true
      """, path: "organisation.toml")
    let repository = try file(
      """
      ids = ["\(Self.bob)"]
      repositories = ["theirs"]
      criteria = ["safe-to-run"]
      trust = "low"
      rating = "strong"
      thoroughness = "high"
      redundancy = 1
      depth = 900
      agents = false
      """)
    let both = Policy(organisation: organisation, repository: repository)
    #expect(both.crev.ids.map(\.description) == [Self.ann])
    #expect(both.crev.repositories == ["below/ours", "below/theirs"])
    #expect(both.crev.trust == .medium && both.crev.rating == .strong)
    #expect(both.crev.thoroughness == .high && both.crev.redundancy == 2)
    #expect(both.crev.depth == 5 && both.crev.countsAgents == false)
    #expect(both.vetting.reviewCriteria.count == 2, "what both name")
    let alone = Policy(organisation: organisation)
    #expect(alone.crev == organisation.crev && alone.countsReviews)
  }

  @Test func `lets nothing count that an organisation does not`() throws {
    let repository = try file("ids = [\"\(Self.bob)\"]\ncriteria = [\"safe-to-run\"]")
    let silent = try PolicyFile(
      parsing: SourceText(path: "organisation.toml", text: "version = 1\n"), rules: [])
    let shown = Policy(organisation: silent, repository: repository)
    #expect(!shown.countsReviews)
    #expect(shown.crev.ids.count == 1, "reviews may still be looked at")
    // An organisation that names criteria and nobody believes nobody.
    let strict = Policy(
      organisation: try file("criteria = [\"safe-to-run\"]"), repository: repository)
    #expect(strict.countsReviews && strict.crev.ids.isEmpty)
  }
}
