package vectors

import (
	"context"
	"fmt"
	"math"

	"splot/search"
)

// scale says what the cosines of a model mean: models differ, and many find everything alike.
type scale struct {
	strange float64 // the mean cosine of a need and an offer of another field
	answer  float64 // that of a need and an offer that answers it
}

// leastSpread is how many standard deviations of strangers an answer stands above them at least: with a model that
// tells answers from strangers badly, little is like anything.
const leastSpread = 3

// measure makes the scale of a model from fixed examples, so that it depends on no entries and every node has the
// same.
func measure(ctx context.Context, e search.Embedder) (*scale, error) {
	needs, offers := make([]string, len(examples)), make([]string, len(examples))
	for i, x := range examples {
		needs[i], offers[i] = x.need, x.offer
	}
	asked, err := e.Embed(ctx, search.AsQuery, needs)
	if err != nil {
		return nil, fmt.Errorf("measure the model: %w", err)
	}
	offered, err := e.Embed(ctx, search.AsPassage, offers)
	if err != nil {
		return nil, fmt.Errorf("measure the model: %w", err)
	}
	return scaleOf(asked, offered), nil
}

func scaleOf(needs, offers []search.Vector) *scale {
	var answers, strangers, squares, n float64
	for i := range needs {
		for j := range offers {
			c, _ := needs[i].Cosine(offers[j])
			if i == j {
				answers += c
				continue
			}
			strangers, squares, n = strangers+c, squares+c*c, n+1
		}
	}
	s := &scale{strange: strangers / n, answer: answers / float64(len(needs))}
	deviation := math.Sqrt(max(0, squares/n-s.strange*s.strange))
	s.answer = max(s.answer, s.strange+leastSpread*deviation, s.strange+1e-3)
	return s
}

// likeness is 0 for what is no nearer than strangers are, and 1 for what is as near as an answer.
func (s *scale) likeness(cosine float64) float64 {
	return min(1, max(0, (cosine-s.strange)/(s.answer-s.strange)))
}

// example is a need and an offer that answers it.
type example struct{ need, offer string }

// examples stand for sixteen fields, most of them across the languages.
var examples = []example{
	{
		"Szukamy kompostowalnej folii o wysokiej barierze tlenowej do pakowania dań gotowych, zgrzewalnej na naszych liniach.",
		"Biodegradable multilayer packaging film with low oxygen permeability for fresh and ready-made food, sealable on standard machines.",
	},
	{
		"Potrzebujemy metody ciągłego wykrywania usterek spoin bez zatrzymywania linii i bez niszczenia elementów.",
		"In-line ultrasonic and thermographic inspection of welded joints with automatic defect classification.",
	},
	{
		"Chcemy obniżyć zużycie energii w suszarniach drewna i odzyskać ciepło z wilgotnego powietrza.",
		"Heat recovery from humid exhaust air of timber kilns with a high-temperature heat pump.",
	},
	{
		"Jak wcześnie rozpoznać choroby zbóż na dużych polach, zanim będą widoczne gołym okiem?",
		"Drone-borne hyperspectral imaging with machine learning for early detection of fungal disease in wheat and barley.",
	},
	{
		"Szpital szuka narzędzia, które pomoże radiologom szybciej opisywać tomografię płuc.",
		"Deep learning assistant that segments nodules in chest CT scans and drafts structured radiology reports.",
	},
	{
		"Potrzebny jest sposób oczyszczania ścieków galwanicznych z niklu i chromu do poziomu poniżej norm.",
		"Selective ion-exchange and membrane process removing heavy metals from electroplating wastewater.",
	},
	{
		"Szukamy lżejszego zamiennika stalowych wsporników w nadwoziu autobusu, odpornego na zmęczenie.",
		"Recyclable glass-fibre thermoplastic composite brackets for vehicle structures with proven fatigue life.",
	},
	{
		"Miasto chce przewidywać zatłoczenie tramwajów i lepiej planować rozkłady jazdy.",
		"Passenger flow forecasting for public transport based on ticketing and mobile network data.",
	},
	{
		"We need to find intrusions in the control network of a waterworks without disturbing its programmable controllers.",
		"Pasywny system wykrywania anomalii w ruchu sieci przemysłowych, chroniący infrastrukturę krytyczną przed cyberatakami.",
	},
	{
		"Our battery packs age too fast in winter; we look for a way to estimate their state of health in the vehicle.",
		"Algorytmy szacowania stopnia zużycia ogniw litowo-jonowych na podstawie pomiarów prądu i temperatury podczas jazdy.",
	},
	{
		"A museum wants to let blind visitors experience fragile sculptures and textiles.",
		"Skanowanie trójwymiarowe zabytków i wydruki dotykowe z opisem dźwiękowym dla osób niewidomych.",
	},
	{
		"We look for a natural preservative that keeps cosmetic emulsions stable for two years.",
		"Ekstrakty z roślin zielarskich o działaniu przeciwdrobnoustrojowym do konserwacji kremów i balsamów.",
	},
	{
		"Szukamy partnera, który zautomatyzuje pakowanie delikatnych wyrobów cukierniczych o zmiennym kształcie.",
		"Stanowisko zrobotyzowane z miękkim chwytakiem i systemem wizyjnym do układania produktów spożywczych.",
	},
	{
		"Potrzebujemy betonu o mniejszym śladzie węglowym, który zachowa wczesną wytrzymałość prefabrykatów.",
		"Spoiwa geopolimerowe z popiołów lotnych i żużla jako zamiennik cementu w elementach prefabrykowanych.",
	},
	{
		"How can small firms check whether their suppliers comply with due diligence rules, without a legal department?",
		"Software service that screens supply chains, collects evidence from suppliers and reports risks under sustainability regulation.",
	},
	{
		"A shipyard wants to reduce underwater noise of propellers to protect marine mammals.",
		"Hydrodynamic design and model testing of low-cavitation propellers with acoustic measurement.",
	},
}
