/// A token or password: printed, dumped or interpolated it is `***`.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself: only for the server it belongs to.
  package let unredacted: String

  package init(_ text: String) { unredacted = text }

  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
