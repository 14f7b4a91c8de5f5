import MoatModel
import MoatTestSupport
import Testing

@testable import MoatCrev

@Suite struct `Webs of trust` {
  let people: [ProofSigner]

  init() throws { people = try (1...6).map { try ProofSigner($0) } }

  func web(_ proofs: [String], depth: Int = 20) throws -> WebOfTrust {
    WebOfTrust(
      of: try proofs.collected(), from: [people[0].id], costs: WebOfTrust.Costs(depth: depth))
  }

  @Test func `carry the lowest level on the way`() throws {
    let web = try web([
      people[0].trust([people[1]], "high"), people[1].trust([people[2]], "medium"),
      people[2].trust([people[3]], "high"), people[3].trust([people[4]], "low"),
      people[4].trust([people[5]], "none"),
    ])
    #expect(
      people.map { web.level(of: $0.id) } == [.high, .high, .medium, .medium, .low, nil])
    #expect(web.trusted[people[3].id]?.distance == 2)
    #expect(web.trusted[people[4].id]?.distance == 7)
  }

  @Test func `end where the way is too long`() throws {
    let proofs = try [
      people[0].trust([people[1]], "low"), people[1].trust([people[2]], "low"),
      people[2].trust([people[3]], "low"),
    ]
    #expect(try web(proofs, depth: 10).trusted.count == 3)
    #expect(try web(proofs, depth: 15).trusted.count == 4)
    #expect(try web(proofs, depth: 0).trusted.count == 1)
  }

  @Test func `drop whoever is distrusted, and all that only they vouch for`() throws {
    let proofs = try [
      people[0].trust([people[1]], "high"), people[0].trust([people[2]], "medium"),
      people[1].trust([people[2]], "distrust"), people[2].trust([people[3]], "medium"),
    ]
    let web = try web(proofs)
    #expect(web.level(of: people[2].id) == .distrust)
    #expect(web.distrusted[people[2].id] == [people[1].id])
    #expect(web.level(of: people[3].id) == nil)
    // A stranger distrusts nobody.
    let stranger = try self.web([
      people[0].trust([people[1]], "high"), people[5].trust([people[1]], "distrust"),
    ])
    #expect(stranger.level(of: people[1].id) == .high)
  }

  @Test func `ignore what somebody more trusted overrides`() throws {
    let web = try web([
      people[0].trust([people[1]], "medium"),
      people[1].trust([people[2]], "distrust"),
      people[0].trust([people[2]], "low", ignoring: [people[1]]),
    ])
    #expect(web.level(of: people[2].id) == .low)
  }

  @Test func `go by the newest word`() throws {
    let web = try web([
      people[0].trust([people[1]], "low", day: 3), people[0].trust([people[1]], "high", day: 2),
    ])
    #expect(web.level(of: people[1].id) == .low)
  }
}

@Suite struct `Reviews of crates` {
  let people: [ProofSigner]
  let digest = CrevDigest(of: [1])
  let old = CrevDigest(of: [2])

  init() throws { people = try (1...4).map { try ProofSigner($0) } }

  func assess(
    _ proofs: [String], _ version: Version = Version(1, 0, 0),
    _ change: (inout CrevPolicy) -> Void = { _ in }
  ) throws -> CrevJudge.Assessment {
    var policy = CrevPolicy()
    policy.ids = [people[0].id]
    change(&policy)
    return CrevJudge(proofs: try proofs.collected(), policy: policy)
      .assess(crate: "left", version: version) {
        switch $0 {
        case Version(1, 0, 0): digest
        case Version(0, 9, 0): old
        default: nil
        }
      }
  }

  @Test func `count for the bytes they name`() throws {
    let good = try assess([people[0].review(digest)])
    #expect(good.rows.map(\.standing) == [.counts])
    #expect(
      good.accepted.map(\.from) == [nil] && good.accepted.map(\.reviewers) == [[people[0].id]])
    let other = try assess([people[0].review(old)])
    #expect(other.rows.map(\.standing) == [.otherBytes] && other.accepted.isEmpty)
    let unknown = try assess([people[0].review(digest, version: "2.0.0")], Version(2, 0, 0))
    #expect(unknown.rows.map(\.standing) == [.unknownBytes])
  }

  @Test func `of a change count as a change`() throws {
    let delta = try assess([people[0].review(digest, base: ("0.9.0", old))])
    #expect(delta.accepted.map(\.from) == [Version(0, 9, 0)])
    let wrong = try assess([people[0].review(digest, base: ("0.9.0", digest))])
    #expect(wrong.rows.map(\.standing) == [.otherBase] && wrong.accepted.isEmpty)
    let absent = try assess([people[0].review(digest, base: ("0.8.0", old))])
    #expect(absent.rows.map(\.standing) == [.unknownBase] && absent.accepted.isEmpty)
  }

  @Test func `need trust, care and a second reader where that is asked`() throws {
    #expect(try assess([people[1].review(digest)]).rows.map(\.standing) == [.untrusted])
    let two = try [people[0].review(digest), people[1].review(digest)]
    #expect(try assess(two) { $0.redundancy = 2 }.accepted.isEmpty)
    let trusted = try two + [people[0].trust([people[1]], "low")]
    #expect(try assess(trusted) { $0.redundancy = 2 }.accepted.first?.reviewers.count == 2)
    #expect(
      try assess(trusted) {
        $0.redundancy = 2
        $0.trust = .medium
      }.accepted.isEmpty)
    // One reader twice is one.
    let twice = try [people[0].review(digest), people[0].review(digest, day: 2)]
    #expect(try assess(twice) { $0.redundancy = 2 }.accepted.isEmpty)
    let careless = try [people[0].review(digest, thoroughness: "low")]
    #expect(try assess(careless) { $0.thoroughness = .medium }.rows.map(\.standing) == [.careless])
    let nothing = try [people[0].review(digest, rating: "neutral", thoroughness: "none")]
    #expect(try assess(nothing).accepted.isEmpty)
    let program = try [people[0].review(digest, extra: "llm-agent:\n  model: m\n")]
    #expect(try assess(program).rows.map(\.standing) == [.byProgram])
    #expect(try assess(program) { $0.countsAgents = true }.rows.map(\.standing) == [.counts])
  }

  @Test func `need the rating that is asked for`() throws {
    let neutral = try [people[0].review(digest, rating: "neutral")]
    #expect(try assess(neutral).rows.map(\.standing) == [.counts])
    #expect(
      try assess(neutral) { $0.rating = .positive }.rows.map(\.standing) == [.poorlyRated])
  }

  @Test func `say how far off the reviewer is`() throws {
    let rows = try assess([
      people[0].trust([people[1]], "low"), people[1].review(digest), people[2].review(digest),
    ]).rows
    #expect(
      Set(rows.map { [$0.trust?.name ?? "", "\($0.distance ?? -1)"] })
        == [["low", "5"], ["", "-1"]])
  }

  @Test func `that warn are heard whatever praise must meet`() throws {
    let proofs = try [
      people[0].review(digest), people[0].trust([people[1]], "low"),
      people[1].review(
        digest, rating: "negative", thoroughness: "none", extra: "llm-agent:\n  model: m\n"),
    ]
    for level in [CrevTrust.low, .medium, .high] {
      #expect(try assess(proofs) { $0.trust = level }.accepted.isEmpty)
    }
    let issue = try [
      people[0].review(digest), people[0].trust([people[1]], "low"),
      people[1].review(digest, extra: "issues:\n  - id: bug\n    severity: low\n"),
    ]
    #expect(try assess(issue) { $0.trust = .high }.openIssues == ["bug"])
  }

  @Test func `of other bytes are a warning where they are trusted`() throws {
    let found = try assess([
      people[0].review(old), people[2].review(old), people[0].trust([people[1]], "low"),
    ])
    #expect(found.warnings.count == 1)
    guard case .otherBytes(let row) = found.warnings.first else {
      Issue.record("no warning")
      return
    }
    #expect(row.reviewed.author == people[0].id && row.reviewed.path == "a.proof.crev")
  }

  @Test func `of other versions are accepted too, and their bytes asked for`() throws {
    var policy = CrevPolicy()
    policy.ids = [people[0].id]
    let proofs = try [
      people[0].review(digest, base: ("0.9.0", old)), people[0].review(old, version: "0.9.0"),
      people[0].review(old, version: "0.7.0", rating: "negative"),
      people[2].review(old, version: "0.6.0"), people[2].review(old, version: "1.0.0"),
    ]
    let judge = CrevJudge(proofs: try proofs.collected(), policy: policy)
    let versions = judge.versionsToCompare(ofCrate: "left", locked: [Version(1, 0, 0)])
    #expect(versions == [Version(0, 9, 0), Version(1, 0, 0)])
    let accepted = judge.acceptances(ofCrate: "left") { $0 == Version(1, 0, 0) ? digest : old }
    #expect(accepted.map(\.to) == [Version(0, 9, 0), Version(1, 0, 0)])
    #expect(accepted.map(\.from) == [nil, Version(0, 9, 0)])
  }

  /// Of the same proofs a policy that asks for more accepts no more, and a review more never less.
  @Test func `are worth less by a stricter policy, and no less with one more`() throws {
    var random = SeededGenerator(seed: 11)
    var accepted = 0
    for _ in 0..<60 {
      var proofs: [String] = []
      for one in people {
        for other in people where one.id != other.id && Bool.random(using: &random) {
          let level = ["distrust", "low", "medium", "high", "high"].randomElement(using: &random)
          proofs.append(try one.trust([other], level ?? "low"))
        }
      }
      for one in people.dropFirst() {
        let rating = ["negative", "neutral", "positive", "positive", "strong"]
          .randomElement(using: &random)
        let care = ["low", "medium", "high"].randomElement(using: &random)
        proofs.append(
          try one.review(digest, rating: rating ?? "neutral", thoroughness: care ?? "low"))
      }
      func count(_ extra: [String], _ change: (inout CrevPolicy) -> Void) throws -> Int {
        try assess(proofs + extra, Version(1, 0, 0), change).accepted.count
      }
      let mild = try count([]) { _ in }
      accepted += mild
      for change: (inout CrevPolicy) -> Void in [
        { $0.trust = .medium }, { $0.trust = .high }, { $0.rating = .positive },
        { $0.thoroughness = .high }, { $0.understanding = .high }, { $0.redundancy = 2 },
      ] {
        let strict = try count([], change)
        #expect(strict <= mild)
        // By somebody who has not reviewed it yet.
        #expect(try count([people[0].review(digest)], change) >= strict)
      }
    }
    #expect(accepted > 10)
  }

  @Test func `that warn outweigh those that praise`() throws {
    let warned = try assess([
      people[0].review(digest), people[0].trust([people[1]], "low"),
      people[1].review(old, rating: "dangerous"),
    ])
    #expect(warned.accepted.isEmpty && warned.rows.contains { $0.standing == .warns })
    let strangers = try assess([
      people[0].review(digest), people[2].review(digest, rating: "negative"),
    ])
    #expect(!strangers.accepted.isEmpty)
  }

  @Test func `report issues until an advisory closes them`() throws {
    let issue = "issues:\n  - id: bug\n    severity: high\n"
    let advisory = "advisories:\n  - ids: [bug]\n    severity: high\n"
    let before = try people[0].review(old, version: "0.9.0", extra: issue)
    #expect(try assess([before, people[0].review(digest)]).openIssues == ["bug"])
    #expect(try assess([before, people[0].review(digest)]).accepted.isEmpty)
    #expect(try assess([before, people[0].review(digest, extra: advisory)]).openIssues.isEmpty)
    let later = try people[0].review(old, version: "1.1.0", extra: advisory)
    #expect(try assess([later]).openIssues == ["bug"])
  }

  @Test func `are left out where somebody more trusted overrides them`() throws {
    let override = "override:\n  - id-type: crev\n    id: \(people[1].id)\n"
    let found = try assess([
      people[0].trust([people[1]], "medium"), people[1].review(digest),
      people[0].review(digest, thoroughness: "none", extra: override),
    ])
    #expect(found.rows.contains { $0.standing == .overridden })
    #expect(found.accepted.isEmpty)
  }
}
