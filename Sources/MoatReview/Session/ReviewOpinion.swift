/// What somebody else says of the version that is read.
package struct ReviewOpinion: Hashable, Sendable {
  /// How much it asks for attention.
  package enum Weight: String, Hashable, Sendable {
    /// It warns, or is of other bytes than these.
    case alert
    case detail
  }

  package let weight: Weight
  /// Who, in short.
  package let title: String
  package let text: String

  package init(_ weight: Weight, title: String, text: String) {
    self.weight = weight
    self.title = title
    self.text = text
  }
}
