package import MoatModel

/// Proofs put together, from as many files and repositories as there are: of each author the newest
/// word on each subject.
///
/// Who holds back an author's newest proof makes an older one stand; nothing in crev tells.
package struct ProofCollection: Sendable {
  /// A review of a version, and who wrote it.
  package struct Reviewed: Hashable, Sendable {
    package let author: CrevID
    package let date: Timestamp
    package let review: CrevReview
    package let digest: CrevDigest
    /// The file that it stands in.
    package let path: String
  }

  /// Whose review of what.
  struct Subject: Hashable, Sendable {
    let author: CrevID
    let source: String
    let name: String
    let version: Version
  }

  /// What one person says of another.
  struct Word: Hashable, Sendable {
    let date: Timestamp
    let level: CrevTrust
    let overrides: [CrevID]
    let digest: CrevDigest
  }

  /// By author, then by whom it is about.
  private(set) var words: [CrevID: [CrevID: Word]] = [:]
  private(set) var reviews: [Subject: Reviewed] = [:]
  private(set) var byAuthor: [CrevID: [Subject]] = [:]
  private var byName: [String: [Subject]] = [:]
  /// Where people say that their own proofs are.
  package private(set) var urls: [CrevID: String] = [:]
  private var urlDates: [CrevID: Timestamp] = [:]

  package init(_ proofs: some Sequence<CrevProof>) {
    for proof in proofs { add(proof) }
    // The order of files decides nothing.
    for author in byAuthor.keys { byAuthor[author]?.sort { Self.precedes($0, $1) } }
    for name in byName.keys { byName[name]?.sort { Self.precedes($0, $1) } }
  }

  /// How many of each there are.
  package var reviewCount: Int { reviews.count }
  package var trustCount: Int { words.values.reduce(0) { $0 + $1.count } }

  /// All reviews of a crate of crates.io, by version, then by author.
  package func reviews(ofCrate name: String) -> [Reviewed] {
    (byName[name] ?? []).filter { $0.source == CrevPackage.cratesIO }.compactMap { reviews[$0] }
  }

  private mutating func add(_ proof: CrevProof) {
    if let url = proof.authorURL, urlDates[proof.author].map({ $0 < proof.date }) ?? true {
      urls[proof.author] = url
      urlDates[proof.author] = proof.date
    }
    switch proof.content {
    case .trust(let statement):
      let word = Word(
        date: proof.date, level: statement.level, overrides: statement.overrides.map(\.id),
        digest: proof.digest)
      for person in statement.people {
        if let old = words[proof.author]?[person.id], !Self.isNewer(word, than: old) { continue }
        words[proof.author, default: [:]][person.id] = word
      }
    case .review(let review):
      let subject = Subject(
        author: proof.author, source: review.package.source, name: review.package.name,
        version: review.package.version)
      let reviewed = Reviewed(
        author: proof.author, date: proof.date, review: review, digest: proof.digest,
        path: proof.path)
      if let old = reviews[subject] {
        let isNewer =
          (old.date, old.digest.description) < (reviewed.date, reviewed.digest.description)
        if isNewer { reviews[subject] = reviewed }
        return
      }
      reviews[subject] = reviewed
      byAuthor[proof.author, default: []].append(subject)
      byName[subject.name, default: []].append(subject)
    }
  }

  /// Of two words of one second the more careful one counts.
  private static func isNewer(_ word: Word, than old: Word) -> Bool {
    if word.date != old.date { return old.date < word.date }
    if word.level != old.level { return word.level < old.level }
    return old.digest.description < word.digest.description
  }

  private static func precedes(_ one: Subject, _ other: Subject) -> Bool {
    if one.version != other.version { return one.version < other.version }
    if one.author != other.author { return one.author < other.author }
    return (one.source, one.name) < (other.source, other.name)
  }
}
