/// The places of a run's credentials among the learner's. There is mostly one at most, for which no array is made.
struct CredentialPlaces {
  private(set) var first: Int?
  private var others: [Int] = []

  /// No places.
  init() {}

  /// Takes the credentials of a run's configurations out of those not yet paired.
  ///
  /// - Parameters:
  ///   - left: the places of those not yet paired.
  ///   - credentials: the learner's.
  init(
    of configurations: [Catalog.CourseConfiguration],
    takenFrom left: inout [Int],
    of credentials: [CredentialsRows.Credential]
  ) {
    guard !left.isEmpty, !configurations.isEmpty else { return }
    func belongs(_ place: Int) -> Bool {
      let id = credentials[place].configurationID
      return configurations.contains { $0.id == id }
    }
    guard let index = left.firstIndex(where: belongs) else { return }
    first = left.remove(at: index)
    guard left[index...].contains(where: belongs) else { return }
    others = left.filter(belongs)
    left.removeAll(where: belongs)
  }

  var hasOthers: Bool { !others.isEmpty }

  func credentials(in all: [CredentialsRows.Credential]) -> [CredentialsRows.Credential] {
    first.map { [all[$0]] + others.map { all[$0] } } ?? []
  }
}
