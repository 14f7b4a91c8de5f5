import MoatArchive
import MoatModel

/// A crate that is open, with the key of its notes.
struct OpenedCrate: Sendable {
  let package: ReviewPackage
  /// nil where no digest can be computed: then nothing is kept.
  let key: ReviewKey?

  init(_ package: ReviewPackage) {
    self.package = package
    do throws(SHA256Hasher.Unavailable) {
      key = try ReviewKey(package)
    } catch {
      key = nil
    }
  }
}

/// What the queue says of a crate.
enum CrateState: Sendable {
  /// Not looked at yet.
  case waiting
  case unavailable(String)
  case ready(Summary)

  struct Summary: Sendable {
    let risk: ReviewRisk
    let size: ReviewSize
    let notes: Int
    let isDone: Bool

    init(_ package: ReviewPackage, _ notes: ReviewNotes) {
      self.init(ReviewRisk(package), ReviewSize(package), notes)
    }

    init(_ risk: ReviewRisk, _ size: ReviewSize, _ notes: ReviewNotes) {
      self.risk = risk
      self.size = size
      self.notes = notes.notes.count
      isDone = notes.done != nil
    }
  }
}
