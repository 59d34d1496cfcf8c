import type { Texts } from '../en'

export const place: Texts['place'] = {
  title: 'Perairan atau daratan siapa suatu tempat?',
  at: (place) => `Tempat ${place}`,
  hint: 'Sentuh suatu tempat pada bola bumi, atau berikan lintang dan bujurnya dalam derajat (selatan dan barat negatif).',
  latitude: 'Lintang',
  longitude: 'Bujur',
  ask: 'Tampilkan',
  close: 'Tutup',
  working: 'Mengukur jarak ke pantai …',
  wrong: (field, value, most) => `${field}: “${value}”: diharapkan bilangan dari −${most} sampai ${most} derajat.`,
  mark: 'ditanyakan',
  coasts: 'Pantai terdekat',
  basis: 'Dasar jawaban ini',
  impacts: (near, all, share, radius) => `Titik jatuh kajian ini dalam ${radius} km: ${near} dari ${all} (${share}).`,
  drawn: 'Dari titik jatuh yang dihitung untuk peluncuran gagal; bukan peluang.',
  people: (settlements, countries) =>
    `Penduduk per km² pada petak 0,1° ini: ${settlements} menurut kota dan desa, ${countries} bila penduduk tiap negara disebar merata.`,
}
