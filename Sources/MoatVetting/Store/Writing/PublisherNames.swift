/// The names that stand as comments behind the numbers of people: `user-id = 3618 # Name (login)`.
///
/// They come from the publishers in `imports.lock`; the first row about a person counts, in the
/// order in which the rows are written.
package struct PublisherNames: Hashable, Sendable {
  private var names: [UInt64: String] = [:]

  /// Nobody is named: for lists that stand alone.
  package static let none = PublisherNames(ImportsLock())

  package init(_ imports: ImportsLock) {
    let rows = imports.tidied().publishers
    for crate in StoreOrder.keys(rows) {
      for row in rows[crate] ?? [] {
        guard case .user(let user) = row.source, names[user] == nil, let login = row.userLogin
        else { continue }
        names[user] = Self.oneLine(row.userName.map { "\($0) (\(login))" } ?? login)
      }
    }
  }

  package subscript(user: UInt64) -> String? { names[user] }

  /// A comment ends with its line. cargo-vet would let a name with a line break spoil the file.
  private static func oneLine(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return name }
    return String(decoding: name.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}
