import MoatModel
import MoatVetting
import Testing

/// One publication from a short line: `1.2.3 2024-01-02 user 1 alice`, or `… github:o/r`, or `… -`.
func publication(_ line: String) throws -> Publication {
  let words = line.split(separator: " ", maxSplits: 2).map(String.init)
  let means: Publication.Means
  if words[2] == "-" {
    means = .unrecorded
  } else if let run = WorkflowRun(source: words[2]) {
    means = .workflow(run)
  } else {
    means = .person(try #require(Party(line: words[2])))
  }
  return Publication(
    version: try Version(parsing: words[0]), published: try #require(Timestamp(words[1])),
    means: means)
}

@Suite struct `How a crate is published` {
  private static let alice = "user 1 alice"
  private static let bob = "user 2 bob"

  @Test(
    arguments: [
      (["1.0.0 2024-01-01 \(alice)"], "1.0.0", nil),
      (["1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 \(alice)"], "1.1.0", nil),
      (
        ["1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 \(bob)"], "1.1.0",
        PublisherChange.Kind.otherPerson
      ),
      // A new login is nobody new.
      (["1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 user 1 alicia"], "1.1.0", nil),
      // People who take turns.
      (
        [
          "1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 \(bob)", "1.2.0 2024-03-01 \(alice)",
          "1.3.0 2024-04-01 \(bob)",
        ], "1.3.0", nil
      ),
      // By the time and not by the number.
      (["2.0.0 2024-01-01 \(alice)", "1.0.1 2024-02-01 \(bob)"], "2.0.0", nil),
      (["2.0.0 2024-01-01 \(alice)", "1.0.1 2024-02-01 \(bob)"], "1.0.1", .otherPerson),
      (["1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 github:o/r"], "1.1.0", .firstWorkflow),
      (["1.0.0 2024-01-01 github:o/r", "1.1.0 2024-02-01 github:o/r"], "1.1.0", nil),
      (["1.0.0 2024-01-01 github:o/r", "1.1.0 2024-02-01 github:x/r"], "1.1.0", .otherWorkflow),
      (
        [
          "1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 github:o/r", "1.2.0 2024-03-01 \(alice)",
        ], "1.2.0", .workflowToPerson
      ),
      // Somebody who has gone back once does both.
      (
        [
          "1.1.0 2024-02-01 github:o/r", "1.2.0 2024-03-01 \(alice)", "1.3.0 2024-04-01 github:o/r",
          "1.4.0 2024-05-01 \(alice)",
        ], "1.4.0", nil
      ),
      // What is not recorded is no change.
      (["1.0.0 2024-01-01 -", "1.1.0 2024-02-01 \(bob)"], "1.1.0", nil),
      (["1.0.0 2024-01-01 \(alice)", "1.1.0 2024-02-01 -"], "1.1.0", nil),
      (["1.0.0 2024-01-01 \(alice)"], "9.9.9", nil),
    ] as [([String], String, PublisherChange.Kind?)])
  func `a change is seen from what came before`(
    lines: [String], version: String, expected: PublisherChange.Kind?
  ) throws {
    let publications = try lines.map(publication)
    for publications in [publications, publications.reversed()] {
      let crate = CratePublishing(name: "a", publications: publications)
      #expect(crate.change(with: try Version(parsing: version))?.kind == expected)
    }
  }

  @Test func `the first of two records for a version stays`() throws {
    var crate = CratePublishing(
      name: "a", publications: [try publication("1.0.0 2024-01-01 \(Self.alice)")])
    crate.add([
      try publication("1.0.0 2024-01-01 \(Self.bob)"), try publication("0.9.0 2023-01-01 -"),
    ])
    #expect(crate.publications.map(\.party?.login) == [nil, "alice"])
  }

  @Test(arguments: [
    "user 3618 dtolnay David Tolnay", "user 3618 dtolnay", "team 5 github:serde-rs:owners",
    "workflow github:o/r",
  ])
  func `a party is read as it was written`(line: String) throws {
    let party = try #require(Party(line: line))
    #expect(party.line(withName: true) == line)
  }

  @Test(arguments: [
    "", "user", "user 3618", "user +1 a", "user -1 a", "user 1 ", "robot 1 a", "workflow",
    "workflow none", "workflow github:a b", "user 99999999999999999999 a",
  ])
  func `no party is read from`(line: String) { #expect(Party(line: line) == nil) }
}
