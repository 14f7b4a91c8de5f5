package import MoatModel

/// One line of the queue.
package struct ReviewItem: Hashable, Sendable {
  package let name: String
  /// The version to compare with; nil where there is none.
  package let old: String?
  /// nil for a crate that is gone.
  package let new: String?
  /// Where its code runs, as far as that is known: "build scripts".
  package let context: String?

  package init(name: String, old: String?, new: String?, context: String? = nil) {
    self.name = name
    self.old = old
    self.new = new
    self.context = context
  }
}

/// What one run of the page is about.
package struct ReviewSession: Sendable {
  package let title: String
  /// What the reader should know of all of it, as phrases.
  package let remarks: [String]
  package let items: [ReviewItem]
  /// Reads and compares the crate of an item, by its number. Called again when the crate was put away.
  package let load: @Sendable (Int) async -> Evidence<ReviewPackage>

  package init(
    title: String, remarks: [String] = [], items: [ReviewItem],
    load: @escaping @Sendable (Int) async -> Evidence<ReviewPackage>
  ) {
    self.title = title
    self.remarks = remarks
    self.items = items
    self.load = load
  }
}
