/// How much of an imported list is read, with the reasons.
package enum ImportLimit {
  /// The largest public list, Google's, has about a megabyte; ten times as much is somebody's whole
  /// history of audits.
  package static let size = 16 << 20
  /// A text that describes a criterion is a few pages.
  package static let descriptionSize = 1 << 20
  /// A list comes in one piece; a server that needs longer is not well.
  package static let deadline = Duration.seconds(60)
  /// A repository that holds a list may hold much else; only its newest commit is brought.
  package static let gitDeadline = Duration.seconds(300)
  /// Lists read at once; each is one request.
  package static let atOnce = 4
}
